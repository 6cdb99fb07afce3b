package io.llmspell.fleet.bench.measure;

import java.time.Duration;

/** Time since a moment, by the clock that never jumps. */
public final class Stopwatch {
  private final long start = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch started() {
    return new Stopwatch();
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long some work takes. */
  public static Duration time(Runnable work) {
    Stopwatch watch = started();
    work.run();
    return watch.elapsed();
  }
}
