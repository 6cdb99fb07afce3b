package io.llmspell.fleet.model;

import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import java.time.Duration;

/**
 * Compose's {@code update_config}: how the instances of a changed service are replaced.
 *
 * @param parallelism how many at a time; 0 means all at once
 * @param delay from one batch's being ready to the next batch
 * @param order whether an instance ends before its successor starts
 * @param failureAction what is done when too many successors have failed
 * @param monitor how long a successor is watched for failure after it is ready
 * @param maxFailureRatio how many of the successors may fail, from 0 to 1
 */
public record UpdateConfig(
    int parallelism,
    Duration delay,
    UpdateOrder order,
    FailureAction failureAction,
    Duration monitor,
    double maxFailureRatio) {
  /** Compose's defaults: one at a time, stop-first, and a failure pauses the update. */
  public static final UpdateConfig DEFAULT =
      new UpdateConfig(
          1, Duration.ZERO, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, Duration.ZERO, 0);

  /** All at the same time, whatever becomes of each. */
  public static final UpdateConfig AT_ONCE =
      new UpdateConfig(
          0, Duration.ZERO, UpdateOrder.STOP_FIRST, FailureAction.CONTINUE, Duration.ZERO, 1);

  /**
   * @throws IllegalArgumentException for negative numbers or times, or a ratio above 1
   */
  public UpdateConfig {
    check(parallelism, delay, monitor, maxFailureRatio);
  }

  static void check(int parallelism, Duration delay, Duration monitor, double ratio) {
    if (parallelism < 0) {
      throw new IllegalArgumentException("parallelism can't be negative: " + parallelism);
    }
    if (delay.isNegative() || monitor.isNegative()) {
      throw new IllegalArgumentException("delay and monitor can't be negative");
    }
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("max_failure_ratio is from 0 to 1, not " + ratio);
    }
  }

  public UpdateConfig withOrder(UpdateOrder other) {
    return new UpdateConfig(parallelism, delay, other, failureAction, monitor, maxFailureRatio);
  }

  /** What is done when an update fails. */
  public enum FailureAction {
    /** The update goes on with the other instances. */
    CONTINUE,
    /** What was replaced stays, what was not stays as well. */
    PAUSE,
    /** What was replaced is replaced again by what was there before. */
    ROLLBACK
  }
}
