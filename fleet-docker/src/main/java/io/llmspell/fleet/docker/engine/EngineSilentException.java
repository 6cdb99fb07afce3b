package io.llmspell.fleet.docker.engine;

import java.time.Duration;

/** No answer came in time. */
final class EngineSilentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EngineSilentException(String message) {
    super(message);
  }

  /** Nothing came within this time, whatever was asked. */
  static EngineSilentException altogether(Duration patience) {
    return new EngineSilentException(
        "the engine accepts connections and has not answered within "
            + inWords(patience)
            + ": it is paused, blocked or overloaded; look at its process and its log, or restart"
            + " it");
  }

  /** Other calls are answered. */
  static EngineSilentException toThisCall(Duration patience) {
    return new EngineSilentException(
        "the engine answers other calls, but has not done this within "
            + inWords(patience)
            + ": look at its log, or restart it");
  }

  private static String inWords(Duration time) {
    return time.compareTo(Duration.ofSeconds(1)) < 0
        ? time.toMillis() + " ms"
        : time.toSeconds() + " s";
  }
}
