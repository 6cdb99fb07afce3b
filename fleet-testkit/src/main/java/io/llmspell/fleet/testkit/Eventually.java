package io.llmspell.fleet.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what an engine or a kernel does in its own time. */
public final class Eventually {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Looks until what is seen is as expected, and returns it. Blocks at most for the given time.
   *
   * @throws AssertionError if that time ends first, with what was seen last
   */
  public static <T> T see(Duration patience, Supplier<T> look, Predicate<T> expected) {
    long start = System.nanoTime();
    T seen = look.get();
    while (!expected.test(seen)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError("after " + patience + " this is still seen: " + seen);
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      seen = look.get();
    }
    return seen;
  }
}
