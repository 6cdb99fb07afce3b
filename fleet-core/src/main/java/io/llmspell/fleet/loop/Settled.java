package io.llmspell.fleet.loop;

import java.util.Optional;

/** Hears of the slots that an execution has done with, from several threads. */
@FunctionalInterface
interface Settled {
  /**
   * Nothing more is done in a slot.
   *
   * @param name of its instance
   * @param failure absent if all went well
   */
  void on(String name, Optional<Failure> failure);
}
