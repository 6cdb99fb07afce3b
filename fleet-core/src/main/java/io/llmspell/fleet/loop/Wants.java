package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Slot;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is wanted, as far as it can be read. Thread-safe. */
final class Wants {
  private final Surroundings around;
  private final Declaration declaration;
  private final UnaryOperator<DesiredFleet> completion;

  private Optional<DesiredFleet> read = Optional.empty();
  private Optional<DesiredFleet> whole = Optional.empty();
  private String trouble = "";

  /**
   * @param completion adds what a file does not say; may tell what it leaves out
   */
  Wants(Surroundings around, Declaration declaration, UnaryOperator<DesiredFleet> completion) {
    this.around = around;
    this.declaration = declaration;
    this.completion = completion;
  }

  /** What is wanted now; if that can't be read, what was wanted before. */
  synchronized Optional<DesiredFleet> now() {
    try {
      Optional<DesiredFleet> latest = declaration.read();
      if (!latest.equals(read)) {
        whole = latest.map(completion);
        read = latest;
      }
      trouble = "";
    } catch (FleetException e) {
      trouble = e.getMessage();
    }
    return whole;
  }

  /** Why it can't be read; empty if it can. */
  synchronized String trouble() {
    return trouble;
  }

  /** Slots that were stopped by hand. */
  Set<Slot> stopped() {
    return around.home().inputs(declaration.project()).stopped();
  }

  /** Whether there still shall be something in the slot. */
  boolean isWanted(Slot slot) {
    return now()
        .map(desired -> desired.services().get(slot.service()))
        .filter(service -> service.replicas() > 0 && !stopped().contains(slot))
        .isPresent();
  }
}
