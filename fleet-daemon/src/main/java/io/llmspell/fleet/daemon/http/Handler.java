package io.llmspell.fleet.daemon.http;

/** Answers calls of one route. Thread-safe; may block. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers one.
   *
   * @throws ProblemException if it can't be answered as asked
   * @throws io.llmspell.fleet.error.FleetException likewise; its code says which status that is
   * @throws InterruptedException if the server ends meanwhile
   */
  Reply answer(Call call) throws InterruptedException;
}
