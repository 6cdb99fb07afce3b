package io.llmspell.fleet.home;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import io.llmspell.fleet.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The connection files of one user, one stable path an instance's name, and what he has said of
 * each project: 0600 in folders of 0700. Files are replaced whole, so a reader never sees half of
 * one. Safe to use from several threads and processes.
 */
public final class FleetHome {
  /** File times lag behind the clock by up to one of its ticks: 10 ms with the slowest, HZ=100. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final String SUFFIX = ".json";

  private final Path root;
  private final Path connections;
  private final Path projects;

  private FleetHome(Path root) {
    this.root = root;
    this.connections = root.resolve("connections");
    this.projects = root.resolve("projects");
  }

  /** In the given folder, which is made when something is first written to it. */
  public static FleetHome at(Path root) {
    return new FleetHome(root.toAbsolutePath().normalize());
  }

  /** Makes the folder, which is made otherwise when something is written to it. Idempotent. */
  public void make() {
    try {
      AtomicFile.makeFolder(root);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL,
          "can't make " + root + ": " + e + "; set FLEET_HOME to a folder that you may write to",
          e);
    }
  }

  /** Where the connection file of an instance is, or would be. */
  public Path connectionFile(String instanceName) {
    return connections.resolve(instanceName + SUFFIX);
  }

  /**
   * Writes an instance's connection file if it does not hold this content already.
   *
   * @return where it is
   */
  public Path writeConnectionFile(String instanceName, byte[] content) {
    Path file = connectionFile(instanceName);
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        AtomicFile.replace(file, content);
      }
      return file;
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL,
          "can't write the connection file "
              + file
              + ": "
              + e.getMessage()
              + "; set FLEET_HOME to a folder that you may write to",
          e);
    }
  }

  /**
   * Reads an instance's connection file back.
   *
   * @param since the instance is as old; what was written before is a predecessor's. Within the
   *     tick of the system's clock nobody can tell, and the file is read.
   * @return empty if there is none, or none that can be read
   */
  public Optional<byte[]> readConnectionFile(String instanceName, Instant since) {
    Path file = connectionFile(instanceName);
    try {
      return Files.exists(file)
              && !Files.getLastModifiedTime(file).toInstant().plus(TICK).isBefore(since)
          ? Optional.of(Files.readAllBytes(file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Removes an instance's connection file and the key in it; idempotent. */
  public void removeConnectionFile(String instanceName) {
    Path file = connectionFile(instanceName);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL,
          "can't remove the connection file " + file + ": " + e.getMessage(),
          e);
    }
  }

  /**
   * Removes the connection files of a project's slots, whoever has left them there. Idempotent.
   *
   * @param services the project's; a file of any other service may be another project's, whose name
   *     only begins so
   * @return the names of what was removed
   */
  public List<String> removeConnectionFiles(String project, Collection<String> services) {
    if (!Files.isDirectory(connections)) {
      return List.of();
    }
    String slots = String.join("|", services.stream().map(Pattern::quote).toList());
    Pattern ours = Pattern.compile(Pattern.quote(project + "-") + "(" + slots + ")-\\d+");
    try (Stream<Path> files = Files.list(connections)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(SUFFIX))
              .map(name -> name.substring(0, name.length() - SUFFIX.length()))
              .filter(name -> ours.matcher(name).matches())
              .sorted()
              .toList();
      names.forEach(this::removeConnectionFile);
      return names.stream().map(name -> "connection file " + connectionFile(name)).toList();
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL, "can't look into " + connections + ": " + e.getMessage(), e);
    }
  }

  /** What was said of a project; {@link Inputs#NONE} if nothing was. */
  public Inputs inputs(ProjectName project) {
    return new InputsRecord(inputsFile(project)).read();
  }

  /** The file in which that is, if anything was said. */
  public Path inputsFile(ProjectName project) {
    return projects.resolve(project.value());
  }

  /**
   * Changes what was said of a project, from whatever others have made of it by then. Blocks while
   * others do the same.
   *
   * @param change may be called twice, and changes nothing itself
   */
  public void updateInputs(ProjectName project, UnaryOperator<Inputs> change) {
    new InputsRecord(inputsFile(project)).update(change);
  }
}
