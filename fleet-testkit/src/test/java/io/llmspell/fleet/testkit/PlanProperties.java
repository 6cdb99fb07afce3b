package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Properties of plans, tried on many generated fleets and looks at them. */
abstract class PlanProperties {
  private static final int ROUNDS = 2_000;

  static final Scope WITH_ORPHANS = new Scope(Set.of(), true, false);

  record Case(FleetGenerator generator, DesiredFleet desired, ObservedFleet observed, Scope scope) {
    Plan plan() {
      return Planner.plan(desired, observed, scope, Samples.LATER);
    }
  }

  static void everyCase(String test, Consumer<Case> property) {
    Seeds.rounds(
        test,
        ROUNDS,
        random -> {
          FleetGenerator generator = new FleetGenerator(random);
          DesiredFleet desired = generator.desired();
          Scope scope = random.nextBoolean() ? Scope.ALL : WITH_ORPHANS;
          property.accept(new Case(generator, desired, generator.observed(desired), scope));
        });
  }

  static Stream<Action.Start> successors(Plan plan) {
    return Stream.concat(
        plan.starts().stream(), plan.replacements().stream().map(Action.Replace::successor));
  }
}
