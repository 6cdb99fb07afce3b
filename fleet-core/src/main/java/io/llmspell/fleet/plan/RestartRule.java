package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.Deployment.RestartPolicy.Condition;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether and when something is made again that has failed: Compose's {@code restart} and {@code
 * restart_policy}, and delays that grow with each failure in a row. Pure.
 *
 * @param condition after which ends
 * @param delay before the first attempt; absent: none
 * @param attempts how many failures in a row it may have, and be made again
 * @param window an instance that ran so long has not failed in a row with those before it
 */
public record RestartRule(
    Condition condition, Optional<Duration> delay, int attempts, Duration window) {
  /** How often in a row an instance may fail, where the file does not say. */
  public static final int DEFAULT_ATTEMPTS = 10;

  /** The longest delay, whatever the count; a longer one of the file's holds all the same. */
  public static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** Beyond its time to start, where the file does not say. */
  private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);

  /** The delay after the second failure in a row; it doubles with each. */
  private static final Duration UNIT = Duration.ofSeconds(1);

  /** What the file says of a service. */
  public static RestartRule of(ServiceSpec service) {
    Optional<RestartPolicy> policy = service.deployment().restart();
    Duration start =
        service.kernel().map(KernelSpec::startupTimeout).orElse(KernelSpec.DEFAULT_STARTUP_TIMEOUT);
    return new RestartRule(
        switch (service.container().restart()) {
          case NO -> Condition.NONE;
          case ON_FAILURE -> Condition.ON_FAILURE;
          case ALWAYS, UNLESS_STOPPED -> Condition.ANY;
        },
        policy.flatMap(RestartPolicy::delay),
        policy.flatMap(RestartPolicy::maxAttempts).orElse(DEFAULT_ATTEMPTS),
        policy.flatMap(RestartPolicy::window).orElse(start.plus(DEFAULT_WINDOW)));
  }

  /**
   * Why an instance that has failed has no successor now.
   *
   * @param failures how many in a row, this one included
   * @param at when it failed
   * @param cause how it failed, in words
   * @param exit how it ended; absent if it still runs
   * @return empty if it shall be made again now
   */
  public Optional<Care.Hold> hold(
      int failures, Instant at, String cause, Optional<Instance.Exit> exit, Instant now) {
    if (condition == Condition.NONE) {
      return Optional.of(Care.Hold.because(cause + "; its `restart` is \"no\""));
    }
    if (condition == Condition.ON_FAILURE && exit.filter(e -> e.code() == 0).isPresent()) {
      return Optional.of(Care.Hold.because(cause + "; its `restart` is \"on-failure\""));
    }
    return again(failures, at, cause, now);
  }

  /** Why what could not be made at all is not tried again now; otherwise as {@link #hold}. */
  public Optional<Care.Hold> again(int failures, Instant at, String cause, Instant now) {
    if (givesUpAfter(failures)) {
      return Optional.of(
          Care.Hold.because(
              "given up after "
                  + failures
                  + " failures in a row, the last one: "
                  + cause
                  + "; `restart` tries again"));
    }
    Instant next = at.plus(delayAfter(failures));
    return next.isAfter(now)
        ? Optional.of(new Care.Hold(cause + "; tried again at " + next, Optional.of(next)))
        : Optional.empty();
  }

  /** Whether so many failures in a row are the end of it. */
  public boolean givesUpAfter(int failures) {
    return failures > attempts;
  }

  /** Nothing, one second, two, four … */
  Duration delayAfter(int failures) {
    Duration first = delay.orElse(Duration.ZERO);
    if (failures <= 1) {
      return first;
    }
    int doublings = Math.min(failures - 2, Integer.SIZE / 2);
    Duration grown = UNIT.multipliedBy(1L << doublings);
    Duration bounded = grown.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : grown;
    return bounded.compareTo(first) > 0 ? bounded : first;
  }
}
