package io.llmspell.fleet.process.run;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.ProcessFiles;
import io.llmspell.fleet.runtime.ExecSource.Size;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import io.llmspell.fleet.runtime.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A program that runs beside a kernel for as long as somebody waits for it.
 *
 * @param groups {@code cgroup.procs} files of the control groups that it joins
 * @param environment all of its variables
 */
public record Guest(
    List<String> words, Path folder, List<Path> groups, Map<String, String> environment) {
  private static final String BECOME_GUEST =
      """
      folder=$1 groups=$2
      shift 2
      for group in $groups; do echo "$$" >"$group" || exit 126; done
      cd "$folder" || exit 126
      exec "$@"
      """;

  /**
   * Runs it to its end. Blocks.
   *
   * @param terminal gives it a terminal of its own, of this size
   * @return its exit code; 126 or 127 if there is no such program
   */
  public int run(Optional<Supplier<Size>> terminal, Streams streams) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(terminal.isPresent()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      pump("stdin", streams.in(), process.getOutputStream(), true);
      List<Thread> outputs =
          List.of(
              pump("stdout", process.getInputStream(), streams.out(), false),
              pump("stderr", process.getErrorStream(), streams.err(), false));
      TerminalSize.follow(
          terminal,
          size -> resize(process, size),
          patience -> process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS));
      for (Thread output : outputs) {
        output.join();
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "no program can be run here: "
              + e.getMessage()
              + "; this needs a Linux with sh, and with script (util-linux) for a terminal",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FleetException(ErrorCode.CANCELLED, "interrupted; the program goes on", e);
    }
  }

  private List<String> command(boolean hasTerminal) {
    List<String> shell =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                BECOME_GUEST,
                "guest",
                folder.toString(),
                groups.stream().map(Path::toString).collect(Collectors.joining(" "))));
    shell.addAll(words);
    return hasTerminal
        ? List.of("script", "-q", "-e", "-f", "-c", quoted(shell), "/dev/null")
        : shell;
  }

  /** As a shell's words. */
  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "exec ", ""));
  }

  /** False for a program that has no terminal yet, or is no more. */
  private static boolean resize(Process script, Size size)
      throws IOException, InterruptedException {
    Optional<Path> terminal =
        script
            .children()
            .flatMap(child -> ProcessFiles.of(child.pid()).input().stream())
            .filter(input -> input.startsWith("/dev/pts"))
            .findFirst();
    return terminal.isPresent()
        && new ProcessBuilder(
                    "stty",
                    "-F",
                    terminal.get().toString(),
                    "rows",
                    Integer.toString(size.rows()),
                    "cols",
                    Integer.toString(size.columns()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  /** Hands on what comes as it comes; a program that has ended reads and writes no more. */
  private static Thread pump(String name, InputStream from, OutputStream to, boolean close) {
    Thread thread =
        new Thread(
            () -> {
              try {
                byte[] buffer = new byte[8192];
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                  to.write(buffer, 0, n);
                  to.flush();
                }
                if (close) {
                  to.close();
                }
              } catch (IOException ended) {
                return;
              }
            },
            "guest-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
