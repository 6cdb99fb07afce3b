package io.llmspell.fleet.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it; safe to use from several threads. */
public final class FakeClock extends Clock {
  /** Where a clock stands that nobody has set. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  /** Stands at {@link #START}. */
  public FakeClock() {
    this(new AtomicReference<>(START), ZoneOffset.UTC);
  }

  private FakeClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return requireNonNull(now.get());
  }

  /** Moves it to a moment, which may lie before the one it stands at: clocks do that. */
  public void set(Instant instant) {
    now.set(instant);
  }

  /** Moves it forward, and says where it stands then. */
  public Instant advance(Duration duration) {
    return requireNonNull(now.updateAndGet(instant -> instant.plus(duration)));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same clock, moved together with this one, in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new FakeClock(now, other);
  }
}
