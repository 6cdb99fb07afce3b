package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.Observation;
import java.time.Duration;
import java.util.List;

/** Removes kernels that have ended, and what crashes have left. */
final class Cleanup {
  private final Surroundings around;
  private final Launch launch;

  Cleanup(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  List<Action> leftovers(DesiredFleet desired, Duration grace) {
    return new Debris(grace, around.clock().instant())
        .cleanup(around.runtime().observe(Observation.withoutImages(desired)));
  }

  List<Action> run(DesiredFleet desired, Duration grace) {
    List<Action> actions = leftovers(desired, grace);
    for (Action action : actions) {
      if (action instanceof Action.Remove removal) {
        launch.endAsSeen(removal.instance());
      } else if (action instanceof Action.Collect collect) {
        launch.collect(collect.leftover());
      }
    }
    return actions;
  }
}
