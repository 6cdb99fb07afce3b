package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.Instance;

/** A runtime that can send signals to an instance's program. */
public interface SignalSender {

  /**
   * Sends one signal. Returns when the engine has delivered it.
   *
   * @param signal such as {@code SIGINT}
   */
  void signal(Instance instance, String signal);
}
