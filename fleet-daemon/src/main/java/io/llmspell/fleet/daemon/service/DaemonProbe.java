package io.llmspell.fleet.daemon.service;

import io.llmspell.fleet.home.DaemonSeat.Holder;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a daemon that runs on this machine whether it is well. */
public final class DaemonProbe {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LONGEST_ANSWER = 2_000;

  private DaemonProbe() {}

  /**
   * What ails it: anything but a {@code 200} to {@code GET /health}. Blocks for 10 seconds at most.
   *
   * @return in words; empty if it is well
   */
  public static Optional<String> ailment(Holder daemon) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create(daemon.address()).resolve("/health").toURL().openConnection();
      call.setConnectTimeout(PATIENCE_MILLIS);
      call.setReadTimeout(PATIENCE_MILLIS);
      int status = call.getResponseCode();
      return status == HttpURLConnection.HTTP_OK
          ? Optional.empty()
          : Optional.of("it answers " + status + " " + text(call.getErrorStream()));
    } catch (IOException e) {
      return Optional.of("it does not answer at " + daemon.address() + ": " + e.getMessage());
    }
  }

  private static String text(InputStream answer) throws IOException {
    try (InputStream open = answer == null ? InputStream.nullInputStream() : answer) {
      return new String(open.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
    }
  }
}
