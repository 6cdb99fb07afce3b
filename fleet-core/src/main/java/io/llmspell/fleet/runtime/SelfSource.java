package io.llmspell.fleet.runtime;

import java.util.Optional;

/** A runtime that may run the very program that uses it. */
public interface SelfSource {
  /**
   * The handle of the instance that this program runs in, as {@code Instance.handle} has it.
   *
   * @return empty if it runs elsewhere, or nobody can tell
   */
  Optional<String> self();
}
