package io.llmspell.fleet.bench.measure;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * How long the whole run may take. Once that is used up, every measurement still to come is made
 * once, so that a slow machine gets fewer rounds and no gaps.
 */
public final class Budget {
  private final Stopwatch watch = Stopwatch.started();
  private final Duration limit;

  public Budget(Duration limit) {
    this.limit = limit;
  }

  /** Runs rounds, numbered from 0, until there were enough or the time is used up; one at least. */
  public void rounds(int wanted, IntConsumer round) {
    for (int i = 0; i < wanted && (i == 0 || watch.elapsed().compareTo(limit) < 0); i++) {
      round.accept(i);
    }
  }

  /** How long the run has taken so far. */
  public Duration used() {
    return watch.elapsed();
  }
}
