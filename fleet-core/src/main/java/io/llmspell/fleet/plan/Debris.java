package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a crash has left from what is just being made: by the death of whoever made it where
 * that is known, else by its age.
 *
 * @param grace how long something may look abandoned before it counts as such; longer than any step
 *     of a start takes
 */
public record Debris(Duration grace, Instant now) {
  /**
   * As long as a start can take from one step to the next, and more than clocks that are set by a
   * time service differ.
   */
  public static final Duration GRACE = Duration.ofMinutes(1);

  /** By the usual grace period. */
  public static Debris at(Instant now) {
    return new Debris(GRACE, now);
  }

  /** Whether an instance was made and will never be started. */
  public boolean isNeverStarted(Instance instance) {
    return instance.phase() == Phase.CREATING
        && (instance.abandoned() || isOld(instance.createdAt()));
  }

  /** What can go of all that was seen; nothing if not all was seen. */
  public List<Action.Collect> of(ObservedFleet observed) {
    return observed.isComplete()
        ? observed.leftovers().stream().filter(this::isLeft).map(Debris::collect).toList()
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

  private boolean isLeft(Leftover leftover) {
    return leftover.abandoned() || isOld(leftover.since());
  }

  private boolean isOld(Instant made) {
    return !made.plus(grace).isAfter(now);
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
