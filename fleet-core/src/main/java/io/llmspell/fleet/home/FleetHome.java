package io.llmspell.fleet.home;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one user's commands keep on this machine: connection files, one stable path an instance's
 * name, 0600 in a folder of 0700; and where each project runs. Files are replaced whole, so a
 * reader never sees half of one. Safe to use from several threads and processes.
 */
public final class FleetHome {
  /** File times lag behind the clock by up to one of its ticks: 10 ms with the slowest, HZ=100. */
  private static final Duration TICK = Duration.ofMillis(10);

  private static final String SUFFIX = ".json";

  private final Path connections;
  private final Path runtimes;

  private FleetHome(Path root) {
    this.connections = root.resolve("connections");
    this.runtimes = root.resolve("runtimes");
  }

  /** In the given folder, which is made when something is first written to it. */
  public static FleetHome at(Path root) {
    return new FleetHome(root.toAbsolutePath().normalize());
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
        replace(file, content);
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

  /** Where something of a project was last started; empty if that is not known. */
  public Optional<String> runtimeOf(String project) {
    Path file = runtimes.resolve(project);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL, "can't read " + file + ": " + e.getMessage() + "; remove it", e);
    }
  }

  /**
   * Keeps in mind where something of a project was started.
   *
   * @param runtime what the runtime is called
   */
  public void rememberRuntime(String project, String runtime) {
    if (runtimeOf(project).filter(runtime::equals).isPresent()) {
      return;
    }
    Path file = runtimes.resolve(project);
    try {
      replace(file, (runtime + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL,
          "can't write "
              + file
              + ": "
              + e.getMessage()
              + "; set FLEET_HOME to a folder that you may write to",
          e);
    }
  }

  /** Forgets where a project ran, once nothing of it is left; idempotent. */
  public void forgetRuntime(String project) {
    Path file = runtimes.resolve(project);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL, "can't remove " + file + ": " + e.getMessage(), e);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder, permissions(folder, "rwx------"));
    Path fresh = Files.createTempFile(folder, ".", ".new", permissions(folder, "rw-------"));
    try {
      Files.write(fresh, content);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }
}
