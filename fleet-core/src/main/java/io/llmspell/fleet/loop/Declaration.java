package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import java.util.Optional;

/** What a fleet shall be, for as long as somebody keeps it. Thread-safe. */
public interface Declaration {

  /** The same fleet for ever. */
  static Declaration of(DesiredFleet fleet) {
    return new Declaration() {
      @Override
      public ProjectName project() {
        return fleet.project();
      }

      @Override
      public Optional<DesiredFleet> read() {
        return Optional.of(fleet);
      }

      @Override
      public String stamp() {
        return "";
      }
    };
  }

  /** Whose fleet; always the same. */
  ProjectName project();

  /**
   * What is wanted now, with the numbers that people have asked for. May read files, and blocks as
   * long as that takes.
   *
   * @return empty if nothing is declared: then nothing is made, and nothing ended
   * @throws io.llmspell.fleet.error.FleetException if it can't be read: then what was wanted before
   *     is wanted still
   */
  Optional<DesiredFleet> read();

  /**
   * Changes when {@link #read} may give something else; quick enough to be asked several times a
   * second, and never fails.
   */
  String stamp();
}
