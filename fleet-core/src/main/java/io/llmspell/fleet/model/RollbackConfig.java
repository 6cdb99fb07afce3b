package io.llmspell.fleet.model;

import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.time.Duration;

/**
 * Compose's {@code rollback_config}: how a failed update is taken back.
 *
 * @param parallelism how many at a time; 0 means all at once
 * @param delay from one batch's being ready to the next batch
 * @param order whether an instance ends before its successor starts
 * @param failureAction what is done when the rollback fails too; not again a rollback
 * @param monitor how long a successor is watched for failure after it is ready
 * @param maxFailureRatio how many of the successors may fail, from 0 to 1
 */
public record RollbackConfig(
    int parallelism,
    Duration delay,
    UpdateOrder order,
    FailureAction failureAction,
    Duration monitor,
    double maxFailureRatio) {
  /** Compose's defaults: all at once, stop-first, and a failure pauses the rollback. */
  public static final RollbackConfig DEFAULT =
      new RollbackConfig(
          0, Duration.ZERO, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, Duration.ZERO, 0);

  /**
   * @throws IllegalArgumentException for negative numbers or times, a ratio above 1, or a rollback
   *     as the way out of a failed rollback
   */
  public RollbackConfig {
    UpdateConfig.check(parallelism, delay, monitor, maxFailureRatio);
    if (failureAction == FailureAction.ROLLBACK) {
      throw new IllegalArgumentException("a rollback that fails can't be rolled back");
    }
  }
}
