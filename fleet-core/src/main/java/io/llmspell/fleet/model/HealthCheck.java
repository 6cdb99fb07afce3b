package io.llmspell.fleet.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A container's own health check, run by the engine.
 *
 * @param test {@code CMD …}, {@code CMD-SHELL …} or {@code NONE}; absent: the image's
 */
public record HealthCheck(
    Optional<List<String>> test,
    Optional<Duration> interval,
    Optional<Duration> timeout,
    Optional<Duration> startPeriod,
    Optional<Integer> retries) {

  /** Switches off the image's check. */
  public static final HealthCheck DISABLED =
      new HealthCheck(
          Optional.of(List.of("NONE")),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public HealthCheck {
    test = test.map(List::copyOf);
  }
}
