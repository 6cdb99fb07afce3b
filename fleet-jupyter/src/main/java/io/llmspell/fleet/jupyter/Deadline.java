package io.llmspell.fleet.jupyter;

import java.time.Duration;

/** A point of the monotonic clock up to which a call may wait. */
record Deadline(long nanoTime) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * So far from now.
   *
   * @param patience more than a day counts as a day
   */
  static Deadline in(Duration patience) {
    Duration bounded = patience.compareTo(LONGEST) > 0 ? LONGEST : patience;
    return new Deadline(System.nanoTime() + bounded.toNanos());
  }

  boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** Milliseconds left, rounded up, so that 0 means passed; never negative. */
  int millisLeft() {
    long nanos = nanoTime - System.nanoTime();
    return nanos <= 0 ? 0 : (int) ((nanos + 999_999) / 1_000_000);
  }
}
