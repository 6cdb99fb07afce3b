package io.llmspell.fleet.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A number of CPUs in billionths (the engine's NanoCPUs): {@code 0.5} is half a core. */
public record Cpus(long nanos) implements Comparable<Cpus> {
  /** The engine's own lower bound: a hundredth of a core. */
  private static final long LEAST = 10_000_000L;

  private static final BigDecimal MINIMUM = BigDecimal.valueOf(LEAST, 9);
  private static final BigDecimal MAXIMUM = BigDecimal.valueOf(100_000);

  /**
   * @throws IllegalArgumentException below 0.01
   */
  public Cpus {
    if (nanos < LEAST) {
      throw new IllegalArgumentException(tooFew(text(nanos)));
    }
  }

  /**
   * Reads {@code 0.5} or {@code 2}.
   *
   * @throws IllegalArgumentException if the text is not a number, or out of range
   */
  public static Cpus parse(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number of CPUs: write a number such as 0.5 or 2", e);
    }
    if (number.signum() <= 0 || number.compareTo(MAXIMUM) > 0) {
      throw new IllegalArgumentException("'" + text + "' is not a possible number of CPUs");
    }
    if (number.compareTo(MINIMUM) < 0) {
      throw new IllegalArgumentException(tooFew(text));
    }
    return new Cpus(number.movePointRight(9).setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  @Override
  public int compareTo(Cpus other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return text(nanos);
  }

  private static String tooFew(String text) {
    return "a CPU limit is at least 0.01, not " + text;
  }

  private static String text(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
