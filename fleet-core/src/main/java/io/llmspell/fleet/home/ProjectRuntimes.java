package io.llmspell.fleet.home;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import io.llmspell.fleet.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where each of a user's projects runs, as long as anything of it may be left there: an empty file
 * each, {@code PROJECT.RUNTIME}. Safe to use from several threads and processes.
 */
public final class ProjectRuntimes {
  private final Path folder;

  private ProjectRuntimes(Path folder) {
    this.folder = folder;
  }

  /** In the user's folder of the fleet, which is made when something is first written to it. */
  public static ProjectRuntimes in(Path fleetHome) {
    return new ProjectRuntimes(fleetHome.toAbsolutePath().normalize().resolve("runtimes"));
  }

  /** Whether there may be anything in it; quick, and needs no project. */
  public boolean isUsed() {
    return Files.exists(folder);
  }

  /** Whether a runtime of this name has started something, and was not told to end all of it. */
  public boolean has(ProjectName project, String runtime) {
    return Files.exists(file(project, runtime));
  }

  /** Keeps in mind what the runtime is called that has started something; idempotent. */
  public void remember(ProjectName project, String runtime) {
    if (has(project, runtime)) {
      return;
    }
    Path file = file(project, runtime);
    try {
      AtomicFile.replace(file, new byte[0]);
    } catch (IOException e) {
      throw failed("write " + file, e);
    }
  }

  /** Once nothing is left there; idempotent. */
  public void forget(ProjectName project, String runtime) {
    Path file = file(project, runtime);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("remove " + file, e);
    }
  }

  /** Names of projects have no dots. */
  private Path file(ProjectName project, String runtime) {
    return folder.resolve(project.value() + "." + runtime);
  }

  private static FleetException failed(String what, IOException e) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't " + what + ": " + e + "; set FLEET_HOME to a folder that you may write to",
        e);
  }
}
