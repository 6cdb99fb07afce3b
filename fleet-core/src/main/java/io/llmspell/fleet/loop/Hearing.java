package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is heard of one kernel's work. Only while something is heard, at least what it says of the
 * fleet's own questions, is silence taken for idleness. Thread-safe.
 */
final class Hearing {
  /** Several questions of ours, each of which is heard of. */
  static final Duration GAP = Duration.ofSeconds(20);

  private Instant lastWork;
  private Optional<Instant> heardAt = Optional.empty();
  private Instant heardSince;

  /** Since when it executes something, as it has said itself. */
  private Optional<Instant> executing = Optional.empty();

  /** Since when it leaves questions unanswered that it gets. */
  private Optional<Instant> occupied = Optional.empty();

  /**
   * @param now what it did before is not known
   */
  Hearing(Instant now) {
    this.lastWork = now;
    this.heardSince = now;
  }

  synchronized void heard(Sign sign, Instant now) {
    if (!isHeard(now)) {
      heardSince = now;
    }
    heardAt = Optional.of(now);
    if (sign == Sign.BUSY) {
      executing = executing.or(() -> Optional.of(now));
      lastWork = now;
    } else if (sign == Sign.IDLE) {
      executing = Optional.empty();
      lastWork = now;
    }
  }

  synchronized void asked(Health health, Instant now) {
    if (health == Health.BUSY) {
      occupied = occupied.or(() -> Optional.of(now));
      lastWork = now;
    } else if (health == Health.HEALTHY) {
      occupied = Optional.empty();
      // That it has finished may have been said while nothing could be heard.
      executing = executing.filter(since -> !heardSince.isAfter(since));
    }
  }

  /** Absent while it executes something, and while it can't be known. */
  synchronized Optional<Instant> idleSince(Instant now) {
    return busySince().isPresent() || !isHeard(now)
        ? Optional.empty()
        : Optional.of(lastWork.isAfter(heardSince) ? lastWork : heardSince);
  }

  /** Absent while it executes nothing. */
  synchronized Optional<Instant> busySince() {
    return executing.or(() -> occupied);
  }

  private boolean isHeard(Instant now) {
    return heardAt.filter(at -> at.plus(GAP).isAfter(now)).isPresent();
  }
}
