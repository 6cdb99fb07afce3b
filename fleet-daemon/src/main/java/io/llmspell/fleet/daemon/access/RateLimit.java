package io.llmspell.fleet.daemon.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets each who asks do so a number of times a second, and a number of times at once after a pause:
 * a bucket of so many permits each, which fills again evenly. Remembers a bounded number of those
 * who have asked; while all of their buckets are still filling, all others share one, so that
 * nobody gets more than his own however many names he takes. Thread-safe, does not block.
 */
public final class RateLimit {
  /** How long one permit takes to flow in. */
  private final Duration interval;

  /** How long an empty bucket takes to be full. */
  private final Duration whole;

  private final int most;
  private final InstantSource clock;

  /** When each bucket is full again, who has asked longest ago first; guarded by this. */
  private final Map<String, Instant> full = new LinkedHashMap<>();

  private Instant sharedFull = Instant.MIN;

  /**
   * @param perSecond permits a second, in the long run; more than 0
   * @param burst permits at once, 1 or more
   * @param most who are remembered, 1 or more
   * @throws IllegalArgumentException for a number out of its range
   */
  public RateLimit(double perSecond, int burst, int most, InstantSource clock) {
    if (!(perSecond > 0) || burst < 1 || most < 1) {
      throw new IllegalArgumentException(
          "no rate: " + perSecond + " a second, " + burst + " at once, for " + most);
    }
    this.interval = Duration.ofNanos((long) (1e9 / perSecond));
    this.whole = interval.multipliedBy(burst);
    this.most = most;
    this.clock = clock;
  }

  /**
   * Takes a permit, if there is one.
   *
   * @param who a user, or the address of one that is not known
   * @return empty if he may; else how long he has to wait until there is a permit again
   */
  public synchronized Optional<Duration> ask(String who) {
    Instant now = clock.instant();
    Instant known = full.remove(who);
    boolean isOwn = known != null || hasRoom(now);
    Instant before = within(now, known != null ? known : isOwn ? now : sharedFull);
    Duration wait = Duration.between(now.plus(whole), before.plus(interval));
    boolean granted = wait.isNegative() || wait.isZero();
    Instant after = granted ? before.plus(interval) : before;
    if (isOwn) {
      full.put(who, after);
    } else {
      sharedFull = after;
    }
    return granted ? Optional.empty() : Optional.of(wait);
  }

  /**
   * Forgets the one that has asked longest ago, if its bucket is full again: that tells nothing.
   */
  private boolean hasRoom(Instant now) {
    if (full.size() < most) {
      return true;
    }
    Iterator<Instant> oldest = full.values().iterator();
    if (within(now, oldest.next()).isAfter(now)) {
      return false;
    }
    oldest.remove();
    return true;
  }

  /** A bucket is neither fuller than full, nor emptier than empty after a clock was set back. */
  private Instant within(Instant now, Instant then) {
    Instant latest = now.plus(whole);
    return then.isBefore(now) ? now : then.isAfter(latest) ? latest : then;
  }
}
