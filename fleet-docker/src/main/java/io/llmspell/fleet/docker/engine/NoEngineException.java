package io.llmspell.fleet.docker.engine;

import org.jspecify.annotations.Nullable;

/** An answer that no container engine gives. */
final class NoEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sent what came
   */
  NoEngineException(String sent, @Nullable Throwable cause) {
    super("what answers there is no container engine: it sent " + sent, cause);
  }
}
