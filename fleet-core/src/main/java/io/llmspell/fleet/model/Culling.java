package io.llmspell.fleet.model;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When kernels end that nobody needs: {@code cull} of {@code x-kernel}, and of {@code x-fleet} for
 * kernels in no service.
 *
 * @param idle after it has executed nothing for so long; absent: never for that
 * @param busy after it has executed one thing for so long, likewise
 * @param lifetime so long after its start, whatever it does, likewise
 * @param connected whether it ends though a client is connected, or may be
 */
public record Culling(
    Optional<Duration> idle,
    Optional<Duration> busy,
    Optional<Duration> lifetime,
    boolean connected) {
  /** Nothing ends by itself. */
  public static final Culling NEVER =
      new Culling(Optional.empty(), Optional.empty(), Optional.empty(), false);

  /**
   * @throws IllegalArgumentException for a time that is not positive
   */
  public Culling {
    Stream.of(idle, busy, lifetime)
        .flatMap(Optional::stream)
        .filter(limit -> limit.isZero() || limit.isNegative())
        .findAny()
        .ifPresent(
            limit -> {
              throw new IllegalArgumentException("a limit must be more than nothing");
            });
  }

  /** Whether it ends nothing. */
  public boolean isNever() {
    return idle.isEmpty() && busy.isEmpty() && lifetime.isEmpty();
  }
}
