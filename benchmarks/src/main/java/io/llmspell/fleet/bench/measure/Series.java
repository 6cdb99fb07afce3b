package io.llmspell.fleet.bench.measure;

import java.time.Duration;
import java.util.List;

/**
 * What several rounds of one thing came to, in any one unit; durations are in milliseconds.
 *
 * @param values one a round, in the order of the rounds; at least one
 */
public record Series(List<Double> values) {

  /**
   * @throws IllegalArgumentException if there is none
   */
  public Series {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  /** Of durations, in milliseconds. */
  public static Series ofDurations(List<Duration> durations) {
    return new Series(durations.stream().map(d -> d.toNanos() / 1e6).toList());
  }

  /** The middle value, or the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  public double least() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  public double most() {
    return values.stream().max(Double::compare).orElseThrow();
  }

  /** How many rounds there were. */
  public int rounds() {
    return values.size();
  }

  /** This median in terms of another's: 1.2 is a fifth more. */
  public double ratioTo(Series other) {
    return median() / other.median();
  }
}
