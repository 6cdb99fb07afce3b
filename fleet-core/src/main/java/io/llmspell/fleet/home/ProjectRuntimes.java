package io.llmspell.fleet.home;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where each of a user's projects runs, as long as anything of it may be left there. Safe to use
 * from several threads and processes.
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

  /** What the runtime is called that last started something; empty if that is not known. */
  public Optional<String> of(ProjectName project) {
    Path file = file(project);
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read " + file, e);
    }
  }

  /** Keeps in mind what the runtime is called that has started something. */
  public void remember(ProjectName project, String runtime) {
    if (of(project).filter(runtime::equals).isPresent()) {
      return;
    }
    Path file = file(project);
    try {
      AtomicFile.replace(file, (runtime + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed("write " + file, e);
    }
  }

  /** Once nothing is left there; idempotent. */
  public void forget(ProjectName project) {
    Path file = file(project);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed("remove " + file, e);
    }
  }

  private Path file(ProjectName project) {
    return folder.resolve(project.value());
  }

  private static FleetException failed(String what, IOException e) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't " + what + ": " + e + "; set FLEET_HOME to a folder that you may write to",
        e);
  }
}
