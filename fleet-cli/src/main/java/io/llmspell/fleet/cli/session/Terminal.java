package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.runtime.ExecSource.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The terminal that the program runs in, handed over to another program: every key goes there, ^C
 * too, until it is closed. {@code stty} does it, which every system with a shell has.
 */
public final class Terminal implements AutoCloseable {
  private static final Size USUAL = new Size(24, 80);

  private final String before;
  private final Thread restoring = new Thread(this::restore, "terminal");

  private Terminal(String before) {
    this.before = before;
  }

  /** Whether both input and output are one, which the launcher says. */
  public static boolean isThere() {
    return Boolean.getBoolean("fleet.terminal");
  }

  /** Hands it over. */
  public static Terminal handOver() {
    Terminal terminal = new Terminal(stty("-g"));
    // Whatever ends the program, the user's shell finds its terminal as it was.
    Runtime.getRuntime().addShutdownHook(terminal.restoring);
    stty("raw", "-echo");
    return terminal;
  }

  /** Its size now; a usual one if it does not say. */
  public Size size() {
    String[] words = stty("size").split(" ", -1);
    return words.length == 2 && !words[0].equals("0")
        ? new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]))
        : USUAL;
  }

  /** Takes it back. */
  @Override
  public void close() {
    restore();
    Runtime.getRuntime().removeShutdownHook(restoring);
  }

  private void restore() {
    stty(before);
  }

  private static String stty(String... words) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      process.waitFor();
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
