package io.llmspell.fleet.checkup;

import java.util.List;
import java.util.function.Supplier;

/** One thing that is looked at. Changes nothing. */
public interface Check {

  /** What is looked at, in one word. */
  String name();

  /**
   * Looks. May block as long as an engine takes to answer.
   *
   * @return what was seen; nothing if there is nothing to say
   * @throws io.llmspell.fleet.error.FleetException if the look itself fails, which is a problem
   */
  List<Finding> look();

  /** One whose facts are gathered only when it is its turn. */
  static Check of(String name, Supplier<List<Finding>> findings) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public List<Finding> look() {
        return findings.get();
      }
    };
  }
}
