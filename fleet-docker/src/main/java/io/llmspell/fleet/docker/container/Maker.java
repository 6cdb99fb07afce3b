package io.llmspell.fleet.docker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who makes a container: a user, and the process that does it. The process is named so that every
 * other process on the same machine can tell whether it still lives; a process elsewhere can't.
 *
 * @param user for people
 * @param process boot id, process namespace, process id and start time, with slashes between them;
 *     empty where that can't be had
 */
public record Maker(String user, String process) {
  private static final int PARTS = 4;

  /** In {@code /proc/PID/stat}, counted after the command's name, see proc(5). */
  private static final int START_TIME = 19;

  /** This process. */
  public static Maker ofThisProcess() {
    return new Maker(
        System.getProperty("user.name", "unknown"),
        new Processes(Path.of("/proc")).self().orElse(""));
  }

  /** Whether the process is known to have ended. */
  public static boolean hasDied(String process) {
    return new Processes(Path.of("/proc")).hasDied(process);
  }

  /**
   * The processes of a machine.
   *
   * @param proc {@code /proc}, or another folder in tests
   */
  record Processes(Path proc) {
    Optional<String> self() {
      return here()
          .flatMap(
              here ->
                  read(proc.resolve("self/stat"))
                      .map(stat -> here + "/" + stat.substring(0, stat.indexOf(' ')))
                      .flatMap(id -> startTime("self").map(start -> id + "/" + start)));
    }

    /** False as well if it can't be known. */
    boolean hasDied(String process) {
      List<String> parts = List.of(process.split("/", -1));
      if (parts.size() != PARTS || here().filter(process::startsWith).isEmpty()) {
        return false;
      }
      return startTime(parts.get(2)).filter(parts.get(3)::equals).isEmpty();
    }

    /** This run of this machine, and what process ids mean here. */
    private Optional<String> here() {
      return read(proc.resolve("sys/kernel/random/boot_id"))
          .flatMap(boot -> namespace().map(space -> boot.strip() + "/" + space));
    }

    private Optional<String> namespace() {
      try {
        return Optional.of(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
      } catch (IOException | UnsupportedOperationException e) {
        return Optional.empty();
      }
    }

    private Optional<String> startTime(String pid) {
      return read(proc.resolve(pid).resolve("stat"))
          .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
          .map(fields -> fields[START_TIME]);
    }

    private static Optional<String> read(Path file) {
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }
}
