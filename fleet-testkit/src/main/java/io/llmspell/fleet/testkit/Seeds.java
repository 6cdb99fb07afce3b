package io.llmspell.fleet.testkit;

import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Randomness that can be had again: every use prints its seed, and {@code -Dfleet.seed=…} sets it.
 */
public final class Seeds {
  private static final String PROPERTY = "fleet.seed";

  private Seeds() {}

  /** A generator whose seed is printed with the name of the test that uses it. */
  public static RandomGenerator random(String test) {
    return new Random(seed(test));
  }

  /**
   * Runs a property several times, each time with a generator of its own. A failure names the seed
   * that makes the first round fail the same way, and what failed.
   */
  public static void rounds(String test, int count, Consumer<RandomGenerator> property) {
    long first = seed(test);
    for (int round = 0; round < count; round++) {
      long seed = first + round;
      try {
        property.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            test + " fails with -D" + PROPERTY + "=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static long seed(String test) {
    Long set = Long.getLong(PROPERTY);
    long seed = set == null ? new Random().nextInt(1_000_000_000) : set;
    System.out.println(test + ": -D" + PROPERTY + "=" + seed);
    return seed;
  }
}
