package io.llmspell.fleet.process.run;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The small shell that starts a kernel, outlives whoever started it, and writes down how the kernel
 * ended. It waits for a word before it does anything, so that it is known before anything runs; if
 * its maker dies first, it ends without having started anything.
 */
public final class Supervisor {
  /** Holds the {@code /proc/PID/stat} of the kernel from before its first instruction. */
  public static final String KERNEL = "kernel";

  /** Holds the kernel's exit code once it has ended. */
  public static final String EXIT = "exit";

  /** Locked, see flock(1), as long as the supervisor or the kernel lives. */
  private static final String ALIVE = "alive";

  /**
   * In the instance's folder: waits for the word, runs the kernel in a session of its own, ends
   * what it has started and left, writes its exit code down. A folder that was removed meanwhile
   * can't be written to: then nothing runs.
   */
  private static final String SUPERVISE =
      """
      cd "$1" || exit 1
      inner=$2
      log=$3
      shift 3
      read -r word || exit 0
      exec 9>alive
      flock -n 9 || exit 1
      setsid sh -c "$inner" kernel "$@" </dev/null >>"$log" 2>&1
      code=$?
      read -r pid rest <kernel && kill -s KILL -- "-$pid"
      echo "$code" >exit
      """;

  /** Says who it is, limits itself, and becomes the kernel. */
  private static final String BECOME_KERNEL =
      """
      home=$1 groups=$2 data=$3 nice=$4
      shift 4
      for group in $groups; do echo "$$" >"$group" || exit 126; done
      [ "$data" = unlimited ] || ulimit -d "$data" || exit 126
      read -r stat <"/proc/$$/stat" && echo "$stat" >kernel || exit 126
      cd "$home" || exit 126
      [ "$nice" = 0 ] || renice -n "$nice" -p "$$" >/dev/null 2>&1 || :
      exec "$@"
      """;

  private final Process process;

  private Supervisor(Process process) {
    this.process = process;
  }

  /**
   * What to run, and how.
   *
   * @param folder the instance's, for what the supervisor writes down
   * @param log what the kernel prints is added to it
   * @param workFolder the kernel's working folder
   * @param groups {@code cgroup.procs} files of the control groups that the kernel joins
   * @param dataLimit in KiB, see {@code RLIMIT_DATA} in getrlimit(2), or {@code unlimited}
   * @param nice from 0 to 19; one that is nicer already stays so
   */
  public record Task(
      Path folder,
      Path log,
      Path workFolder,
      List<Path> groups,
      String dataLimit,
      int nice,
      List<String> command,
      Map<String, String> environment) {

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
      return "Task[" + folder + ", " + command + "]";
    }
  }

  /** Starts a supervisor that waits for {@link #go}. */
  public static Supervisor waiting(Task task) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "sh",
                "-c",
                SUPERVISE,
                "fleet-supervisor",
                task.folder().toString(),
                BECOME_KERNEL,
                task.log().toString(),
                task.workFolder().toString(),
                task.groups().stream().map(Path::toString).collect(Collectors.joining(" ")),
                task.dataLimit(),
                Integer.toString(task.nice())));
    command.addAll(task.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(task.environment());
    try {
      return new Supervisor(builder.start());
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "processes can't be started here: "
              + e.getMessage()
              + "; this needs a Linux with sh, setsid, flock and renice (util-linux)",
          e);
    }
  }

  /**
   * Whether a process is still the shell that is about to become the kernel.
   *
   * @param command the words of the process; none while it becomes another program
   */
  public static boolean isAboutToBeKernel(String command) {
    return command.isEmpty() || command.contains(BECOME_KERNEL.strip());
  }

  /** The supervisor's own process id. */
  public long pid() {
    return process.pid();
  }

  /**
   * Lets it start the kernel.
   *
   * @return false if somebody has ended it meanwhile
   */
  public boolean go() {
    try (OutputStream out = process.getOutputStream()) {
      out.write("go\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  /** Says that no word will come: it ends without having started anything. Idempotent. */
  public void hangUp() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyEnded) {
      return;
    }
  }

  /**
   * Whether a supervisor and its kernel have both ended, where their processes can't be seen: the
   * system gives their lock back. False where that can't be told. Starts a process.
   *
   * @param folder the instance's
   */
  public static boolean haveBothEnded(Path folder) {
    Path alive = folder.resolve(ALIVE);
    if (!Files.exists(alive)) {
      return false;
    }
    try {
      return new ProcessBuilder("flock", "-n", "-s", alive.toString(), "true").start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
