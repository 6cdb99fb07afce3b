package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody who keeps a fleet knows beside one look at it.
 *
 * @param failing instances that run and have failed all the same, and why: they are replaced
 * @param held slots that are left as they are for now, and why
 */
public record Care(Map<InstanceId, String> failing, Map<Slot, Hold> held) {
  /** Of somebody who looks for the first time, and does at once what is to be done. */
  public static final Care NONE = new Care(Map.of(), Map.of());

  public Care {
    failing = Map.copyOf(failing);
    held = Map.copyOf(held);
  }

  /**
   * Why a slot is left as it is.
   *
   * @param reason in words
   * @param until when it is not any more; absent: when something else changes
   */
  public record Hold(String reason, Optional<Instant> until) {
    /** Until something else changes. */
    public static Hold because(String reason) {
      return new Hold(reason, Optional.empty());
    }
  }
}
