package io.llmspell.fleet.process.run;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.MakerState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Signals to processes that are known by boot, id and start time. The start time is compared in the
 * moment before the signal is sent, by the shell that sends it: another process that has the id by
 * now gets none.
 */
public final class KernelSignals {
  /** Field 22 of {@code /proc/PID/stat} is the start time, see proc(5): 20 after the name. */
  private static final String SCRIPT =
      """
      read -r stat 2>/dev/null <"/proc/$2/stat" || exit 3
      signal=$1 target=$4$2 start=$3
      set -- ${stat##*) }
      [ "${20}" = "$start" ] || exit 3
      kill -s "$signal" -- "$target" 2>/dev/null || exit 3
      """;

  private static final int NOT_THERE = 3;

  private KernelSignals() {}

  /** Whom a signal is for. */
  public enum Target {
    PROCESS(""),
    /** The process and those that it has started, unless they have left its group. */
    GROUP("-");

    private final String sign;

    Target(String sign) {
      this.sign = sign;
    }
  }

  /**
   * Sends a signal. Blocks until it is delivered.
   *
   * @param process as {@link Processes} calls it
   * @param signal such as {@code SIGTERM}
   * @return false if the process is no more
   */
  public static boolean send(String process, String signal, Target target) {
    if (Processes.HERE.stateOf(process) != MakerState.ALIVE) {
      return false;
    }
    List<String> parts = List.of(process.split("/", -1));
    String name = signal.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    try {
      int code =
          new ProcessBuilder(
                  "sh", "-c", SCRIPT, "signal", name, parts.get(2), parts.get(3), target.sign)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0 && code != NOT_THERE) {
        throw new FleetException(
            ErrorCode.USAGE, signal + " can't be sent: is it the name of a signal?");
      }
      return code == 0;
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INTERNAL, "can't send " + signal + ": there is no shell to do it: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FleetException(ErrorCode.CANCELLED, "interrupted while sending " + signal, e);
    }
  }
}
