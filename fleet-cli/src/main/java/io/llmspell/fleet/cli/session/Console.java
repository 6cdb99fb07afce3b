package io.llmspell.fleet.cli.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Where the program speaks: results to {@code out}, all else to {@code err}.
 *
 * @param interactive whether a person can be asked
 */
public record Console(PrintWriter out, PrintWriter err, BufferedReader in, boolean interactive) {

  /** Asks a person; anything but a yes is a no. */
  public boolean confirms(String question) {
    err.print(question + " [y/N] ");
    err.flush();
    try {
      String answer = in.readLine();
      return answer != null
          && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
