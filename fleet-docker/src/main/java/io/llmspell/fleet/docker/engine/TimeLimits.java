package io.llmspell.fleet.docker.engine;

import java.time.Duration;

/**
 * How long an engine may take.
 *
 * @param look until a look is answered, more than 0; an engine that answers none in this time is
 *     taken for paused or dead, even if a longer call is under way
 * @param change until a change is made, at least as long
 */
public record TimeLimits(Duration look, Duration change) {
  /** A busy engine takes seconds for what takes milliseconds; one that is paused takes for ever. */
  public static final TimeLimits USUAL =
      new TimeLimits(Duration.ofSeconds(30), Duration.ofMinutes(10));

  public TimeLimits {
    if (look.isNegative() || look.isZero() || change.compareTo(look) < 0) {
      throw new IllegalArgumentException("look " + look + ", change " + change);
    }
  }
}
