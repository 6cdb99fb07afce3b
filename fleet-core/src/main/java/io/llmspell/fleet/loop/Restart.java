package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Restarts;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Fills slots anew that somebody names, and touches nothing else. */
final class Restart {
  private final Surroundings around;
  private final Launch launch;
  private final DesiredFleet desired;

  Restart(Surroundings around, Launch launch, DesiredFleet desired) {
    this.around = around;
    this.launch = launch;
    this.desired = desired.mapServices(Restart::atOnce);
  }

  /** Whoever restarts kernels wants it done, not rolled out. */
  private static ServiceSpec atOnce(ServiceSpec service) {
    return service.withDeployment(service.deployment().withUpdate(UpdateConfig.AT_ONCE));
  }

  UpResult run(List<String> selectors, Publish publish) {
    ObservedFleet seen = around.runtime().observe(Observation.of(desired));
    FillableSlots fillable =
        new FillableSlots(seen.instances(), around.home().inputs(desired.project()).stopped());
    Set<Slot> slots = new TreeSet<>();
    if (selectors.isEmpty()) {
      desired.services().values().forEach(service -> slots.addAll(fillable.allOf(service)));
    }
    selectors.forEach(selector -> slots.addAll(meant(selector, seen, fillable)));
    desired.services().values().forEach(service -> fillable.requireRoom(service, slots));
    Plan plan = Restarts.plan(desired, seen, slots);
    around.home().updateInputs(desired.project(), said -> said.filling(plan.filled()));
    launch.ensure(desired.project(), plan.ensures());
    UpRequest request =
        new UpRequest(
            Scope.ALL, true, publish, p -> true, Optional.of(Duration.ZERO), Optional.empty());
    try (Execution execution = new Execution(around, desired, plan, launch, request)) {
      List<Failure> failures = execution.run();
      return new UpResult(plan, new Look(around).at(desired.project()), failures);
    }
  }

  private Set<Slot> meant(String selector, ObservedFleet seen, FillableSlots fillable) {
    for (ServiceSpec service : desired.services().values()) {
      if (service.name().value().equals(selector)) {
        return fillable.allOf(service);
      }
    }
    for (Slot slot : fillable.stopped()) {
      boolean isMeant =
          selector.equals(slot.toString()) || selector.equals(desired.project() + "-" + slot);
      if (isMeant && desired.services().containsKey(slot.service())) {
        return Set.of(slot);
      }
    }
    Instance instance = Selector.find(desired.project(), seen.instances(), selector);
    Slot slot =
        instance
            .slot()
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.UNSUPPORTED,
                        instance.name()
                            + " is in no service, and nothing says how to make it anew: stop it,"
                            + " and spawn another"));
    if (!desired.services().containsKey(slot.service())) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "the file has no active service "
              + slot.service()
              + " from which "
              + instance.name()
              + " could be made anew: add it, or its --profile");
    }
    return Set.of(slot);
  }
}
