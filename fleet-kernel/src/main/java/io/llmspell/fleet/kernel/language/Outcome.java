package io.llmspell.fleet.kernel.language;

import java.util.List;
import java.util.Optional;

/** What came of a cell. */
public sealed interface Outcome {

  /**
   * It ran to its end.
   *
   * @param text the cell's value, if it has one
   */
  record Done(Optional<String> text) implements Outcome {}

  /**
   * It failed, or was stopped.
   *
   * @param name the kind of error, such as {@code TypeError}
   * @param traceback lines for people, the message included
   */
  record Failed(String name, String message, List<String> traceback) implements Outcome {
    public Failed {
      traceback = List.copyOf(traceback);
    }

    /** Stopped from outside. */
    public static Failed stopped(Interruption why) {
      return new Failed(why.errorName(), why.message(), List.of(why.message()));
    }
  }
}
