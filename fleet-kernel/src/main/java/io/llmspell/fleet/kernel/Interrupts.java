package io.llmspell.fleet.kernel;

import io.llmspell.fleet.kernel.language.Interruption;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the cell that runs now has to stop. An interrupt belongs to the cell it meets: when
 * nothing runs, it is dropped. Safe to use from several threads.
 */
final class Interrupts {
  private final Optional<Duration> limit;
  private boolean running;
  private long deadline;

  /** Read by the interpreter every few thousand instructions, so no lock. */
  private volatile Optional<Interruption> reason = Optional.empty();

  /**
   * @param limit how long one cell may run
   */
  Interrupts(Optional<Duration> limit) {
    this.limit = limit;
  }

  /** A cell starts. */
  synchronized void begin() {
    running = true;
    reason = Optional.empty();
    deadline = System.nanoTime() + limit.orElse(Duration.ZERO).toNanos();
  }

  /** The cell has ended. */
  synchronized void end() {
    running = false;
    reason = Optional.empty();
  }

  /**
   * Tells the running cell to stop.
   *
   * @return whether there is one
   */
  synchronized boolean request(Interruption why) {
    if (running && reason.isEmpty()) {
      reason = Optional.of(why);
    }
    return running;
  }

  /** Why the running cell has to stop, if it has to. Cheap. */
  Optional<Interruption> pending() {
    Optional<Interruption> now = reason;
    if (now.isEmpty() && limit.isPresent() && isOverdue()) {
      request(Interruption.TIME_IS_UP);
      return reason;
    }
    return now;
  }

  private synchronized boolean isOverdue() {
    return running && System.nanoTime() - deadline > 0;
  }
}
