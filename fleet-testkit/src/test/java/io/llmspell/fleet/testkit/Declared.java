package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import java.util.Optional;

/** What a test declares. */
final class Declared implements Declaration {
  private Optional<DesiredFleet> fleet;
  private String trouble = "";
  private int changes;

  Declared(DesiredFleet fleet) {
    this.fleet = Optional.of(fleet);
  }

  synchronized void set(Optional<DesiredFleet> other) {
    fleet = other;
    changes++;
  }

  synchronized void trouble(String other) {
    trouble = other;
    changes++;
  }

  @Override
  public ProjectName project() {
    return Samples.PROJECT;
  }

  @Override
  public synchronized Optional<DesiredFleet> read() {
    if (!trouble.isEmpty()) {
      throw new FleetException(ErrorCode.INVALID_FILE, trouble);
    }
    return fleet;
  }

  @Override
  public synchronized String stamp() {
    return Integer.toString(changes);
  }
}
