package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One look, and the plan that follows from it. Where some of a service's kernels have to go, all of
 * them are asked what they do, since it decides which.
 */
record Prospect(ObservedFleet seen, Plan plan) {

  static Prospect of(Surroundings around, DesiredFleet desired, Scope scope) {
    Prospect first = on(around, desired, scope, around.runtime().observe(Observation.of(desired)));
    Set<ServiceName> shrinking =
        first.plan().removals().stream()
            .map(removal -> removal.instance())
            .filter(instance -> instance.isKernel() && instance.isRunning())
            .flatMap(instance -> instance.service().stream())
            .collect(Collectors.toSet());
    if (shrinking.isEmpty()) {
      return first;
    }
    List<Instance> all = first.seen().instances();
    Map<InstanceId, Health> health =
        new Look(around)
                .at(
                    all.stream()
                        .filter(i -> i.service().filter(shrinking::contains).isPresent())
                        .toList())
                .stream()
                .collect(Collectors.toMap(view -> view.instance().id(), KernelView::health));
    List<Instance> asked =
        all.stream()
            .map(i -> Optional.ofNullable(health.get(i.id())).map(i::withHealth).orElse(i))
            .toList();
    return on(around, desired, scope, first.seen().withInstances(asked));
  }

  private static Prospect on(
      Surroundings around, DesiredFleet desired, Scope scope, ObservedFleet seen) {
    return new Prospect(seen, Planner.plan(desired, seen, scope, around.clock().instant()));
  }
}
