package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Restarts;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fills slots anew that somebody names, and touches nothing else. */
final class Restart {
  /** How often others may come in between. */
  private static final int LOOKS = 5;

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
    Set<InstanceId> olds = idsIn(slots, seen);
    Plan first = Restarts.plan(desired, seen, slots);
    around.home().updateInputs(desired.project(), said -> said.filling(first.filled()));
    List<Failure> failures = execute(first, publish);
    for (int looks = 1; looks < LOOKS && wasOvertaken(failures); looks++) {
      ObservedFleet now = around.runtime().observe(Observation.of(desired));
      Set<Slot> left = new TreeSet<>(slots);
      left.removeIf(slot -> isFilledAnew(slot, now, olds));
      Set<Slot> unwanted = unwanted(left, now);
      left.removeAll(unwanted);
      List<Failure> stay = failures.stream().filter(f -> isOf(f, unwanted)).toList();
      failures = new ArrayList<>(stay);
      if (left.isEmpty()) {
        break;
      }
      failures.addAll(execute(Restarts.plan(desired, now, left), publish));
    }
    return new UpResult(first, new Look(around).at(desired.project()), failures);
  }

  private List<Failure> execute(Plan plan, Publish publish) {
    launch.ensure(desired.project(), plan.ensures());
    UpRequest request =
        new UpRequest(
            Scope.ALL, true, publish, p -> true, Optional.of(Duration.ZERO), Optional.empty());
    try (Execution execution = new Execution(around, desired, plan, launch, request)) {
      return execution.run();
    }
  }

  private static Set<InstanceId> idsIn(Set<Slot> slots, ObservedFleet seen) {
    return seen.instances().stream()
        .filter(instance -> instance.slot().filter(slots::contains).isPresent())
        .map(Instance::id)
        .collect(Collectors.toSet());
  }

  /** Others do the same: a daemon fills what it sees empty, whoever has emptied it. */
  private static boolean wasOvertaken(List<Failure> failures) {
    return failures.stream().anyMatch(failure -> failure.code() == ErrorCode.CONFLICT);
  }

  /** Empty ones of services that shall have no more by now than they have. */
  private Set<Slot> unwanted(Set<Slot> slots, ObservedFleet now) {
    Map<ServiceName, Integer> scale = around.home().inputs(desired.project()).scale();
    Map<ServiceName, ServiceSpec> services = desired.withReplicas(scale).services();
    FillableSlots fillable = new FillableSlots(now.instances(), slots);
    Set<Slot> unwanted = new TreeSet<>(slots);
    services.values().forEach(service -> unwanted.removeAll(fillable.allOf(service)));
    return unwanted;
  }

  private boolean isOf(Failure failure, Set<Slot> slots) {
    return slots.stream()
        .anyMatch(slot -> failure.subject().equals(desired.project() + "-" + slot));
  }

  /** Whether there is one in the slot that was not there before, and has come to run. */
  private boolean isFilledAnew(Slot slot, ObservedFleet now, Set<InstanceId> olds) {
    Optional<Instance> fresh =
        now.instances().stream()
            .filter(i -> i.slot().filter(slot::equals).isPresent() && !olds.contains(i.id()))
            .findFirst();
    ServiceSpec service = Objects.requireNonNull(desired.services().get(slot.service()));
    try {
      fresh.ifPresent(instance -> launch.readiness().confirm(service, instance));
      return fresh.isPresent();
    } catch (FleetException e) {
      return false;
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
