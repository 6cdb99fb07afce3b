package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a crash has left from what is just being made: by the life or death of its maker where
 * that is known, else by its age.
 *
 * @param grace how long something whose maker is not known may look abandoned before it counts as
 *     such; longer than any step of a start takes
 */
public record Debris(Duration grace, Instant now) {
  /**
   * As long as a start can take from one step to the next, and more than clocks that are set by a
   * time service differ.
   */
  public static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * After which a maker that lives counts as one that has failed, and failed to undo it, too: else
   * a process that runs for months would block a slot as long. No start takes as long.
   */
  public static final Duration GRACE_OF_THE_LIVING = Duration.ofHours(1);

  /** By the usual grace period. */
  public static Debris at(Instant now) {
    return new Debris(GRACE, now);
  }

  /** Whether an instance was made and will never be started. */
  public boolean isNeverStarted(Instance instance) {
    return instance.phase() == Phase.CREATING && isLeft(instance.maker(), instance.createdAt());
  }

  /** What can go of all that was seen; nothing if not all was seen. */
  public List<Action.Collect> of(ObservedFleet observed) {
    return observed.isComplete()
        ? observed.leftovers().stream()
            .filter(leftover -> isLeft(leftover.maker(), leftover.since()))
            .map(Debris::collect)
            .toList()
        : List.of();
  }

  /** What {@code cleanup} removes: what crashes have left, and kernels that have ended. */
  public List<Action> cleanup(ObservedFleet observed) {
    List<Action> actions = new ArrayList<>();
    for (Instance instance : observed.instances()) {
      if (isNeverStarted(instance)) {
        actions.add(new Action.Remove(instance, "it was never started"));
      } else if (instance.isKernel() && instance.phase() == Phase.GONE) {
        String cause = instance.exit().map(Instance.Exit::cause).orElse("no exit code");
        actions.add(new Action.Remove(instance, "it has ended: " + cause));
      }
    }
    actions.addAll(of(observed));
    return actions;
  }

  private boolean isLeft(MakerState maker, Instant made) {
    return switch (maker) {
      case DEAD -> true;
      case UNKNOWN -> isOlder(made, grace);
      case ALIVE -> isOlder(made, GRACE_OF_THE_LIVING);
    };
  }

  private boolean isOlder(Instant made, Duration age) {
    return !made.plus(age).isAfter(now);
  }

  private static Action.Collect collect(Leftover leftover) {
    return new Action.Collect(
        leftover,
        switch (leftover.kind()) {
          case LEASE -> "its kernel is gone";
          case NETWORK -> "nothing uses it, and the file does not have it";
        });
  }
}
