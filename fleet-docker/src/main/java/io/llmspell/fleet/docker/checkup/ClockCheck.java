package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the engine's clock agrees with this machine's: ages and grace periods are counted from
 * the times that the engine writes down.
 *
 * @param ours when the engine was asked
 */
record ClockCheck(Optional<Instant> engines, Instant ours) implements Check {
  /** More than a slow answer explains, and less than any grace period. */
  private static final Duration TOLERATED = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public List<Finding> look() {
    if (engines.isEmpty()) {
      return List.of(
          Finding.note(
              name(), "the engine does not tell its time", "compare `date` on both machines"));
    }
    Duration ahead = Duration.between(ours, engines.get());
    if (ahead.abs().compareTo(TOLERATED) <= 0) {
      return List.of(Finding.ok(name(), "the engine's clock agrees with this machine's"));
    }
    return List.of(
        Finding.problem(
            name(),
            ErrorCode.ENGINE_ERROR,
            "the engine's clock is "
                + ahead.abs().toSeconds()
                + " s "
                + (ahead.isNegative() ? "behind" : "ahead of")
                + " this machine's",
            "set both by the network (timedatectl set-ntp true): ages and grace periods go wrong"));
  }
}
