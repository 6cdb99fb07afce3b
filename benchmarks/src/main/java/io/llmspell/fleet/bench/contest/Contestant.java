package io.llmspell.fleet.bench.contest;

import java.time.Duration;

/** One of those compared. What it makes carries its project's name in a label. */
interface Contestant {
  /** What the results call it. */
  String name();

  /**
   * Takes one step with its fleet of this file. Blocks until all is as the step wants it.
   *
   * @return how long that took
   * @throws RuntimeException if it fails
   */
  Duration take(Step step, TrivialFleet fleet);
}
