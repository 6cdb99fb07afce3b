package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what is wanted with what is there. Pure: the same arguments give the same plan, in
 * whatever order their parts come.
 *
 * <p>Where the look was not complete, nothing is started, replaced or removed: what is missing from
 * it may well exist.
 */
public final class Planner {
  private final DesiredFleet desired;
  private final ObservedFleet observed;
  private final Scope scope;
  private final Instant now;
  private final Map<ServiceName, ServiceSpec> selected;

  private final List<Action.Start> starts = new ArrayList<>();
  private final List<Action.Replace> replacements = new ArrayList<>();
  private final List<Action.Remove> removals = new ArrayList<>();
  private final List<Action.Keep> kept = new ArrayList<>();
  private final List<Instance> orphans = new ArrayList<>();
  private final List<Instance> untouched = new ArrayList<>();

  private Planner(DesiredFleet desired, ObservedFleet observed, Scope scope, Instant now) {
    this.now = now;
    this.desired = desired;
    this.observed = observed;
    this.scope = scope;
    this.selected = Selection.of(desired, scope.services());
  }

  /**
   * Plans how to get from {@code observed} to {@code desired}.
   *
   * @param now tells the young from the old: what is just being made is left to whoever makes it
   * @throws io.llmspell.fleet.error.FleetException with {@code NOT_FOUND}, if the scope names a
   *     service that the fleet does not have
   */
  public static Plan plan(DesiredFleet desired, ObservedFleet observed, Scope scope, Instant now) {
    return new Planner(desired, observed, scope, now).plan();
  }

  private Plan plan() {
    Map<Slot, List<Instance>> bySlot = new HashMap<>();
    for (Instance instance : observed.instances()) {
      if (isWanted(instance)) {
        bySlot.computeIfAbsent(instance.slot().orElseThrow(), s -> new ArrayList<>()).add(instance);
      } else {
        sortOut(instance);
      }
    }
    for (ServiceSpec service : selected.values()) {
      for (int index = 1; index <= service.replicas(); index++) {
        Slot slot = new Slot(service.name(), index);
        fill(service, slot, bySlot.getOrDefault(slot, List.of()));
      }
    }
    List<Action.Ensure> ensures =
        observed.isComplete()
            ? MissingResources.of(desired, observed, scope, selected.values())
            : List.of();
    return new Plan(ensures, starts, replacements, removals, kept, orphans, untouched);
  }

  /** Whether the instance sits in a slot that this plan fills. */
  private boolean isWanted(Instance instance) {
    return instance
        .slot()
        .filter(
            slot -> {
              ServiceSpec service = selected.get(slot.service());
              return service != null && slot.index() <= service.replicas();
            })
        .isPresent();
  }

  private void sortOut(Instance instance) {
    Optional<ServiceName> service = instance.service();
    Optional<ServiceSpec> scaled = service.map(selected::get);
    if (service.isEmpty() || desired.inactive().contains(service.get())) {
      untouched.add(instance);
    } else if (scaled.isPresent()) {
      remove(instance, "the service is scaled to " + scaled.get().replicas());
    } else if (desired.services().containsKey(service.get())) {
      untouched.add(instance);
    } else if (scope.removeOrphans()) {
      remove(instance, "the file has no service " + service.get());
    } else {
      orphans.add(instance);
    }
  }

  private void fill(ServiceSpec service, Slot slot, List<Instance> candidates) {
    Optional<Instance> current = Incumbent.among(candidates);
    if (current.isEmpty()) {
      if (observed.isComplete()) {
        starts.add(start(service, slot, current, "it is not there"));
      }
      return;
    }
    candidates.stream()
        .filter(c -> !c.equals(current.get()))
        .forEach(c -> remove(c, "another instance has its slot"));
    Verdict verdict = Verdict.of(service, current.get(), observed, now);
    if (verdict.keep() || !observed.isComplete()) {
      kept.add(new Action.Keep(current.get(), verdict.reason()));
    } else {
      replacements.add(
          new Action.Replace(current.get(), start(service, slot, current, verdict.reason())));
    }
  }

  private Action.Start start(
      ServiceSpec service, Slot slot, Optional<Instance> predecessor, String reason) {
    return new Action.Start(
        service,
        slot,
        InstanceNames.of(desired.project(), service, slot),
        predecessor.map(p -> p.spec().attempt() + 1).orElse(1),
        predecessor.flatMap(p -> p.spec().kernel()).map(Instance.KernelFacts::ports),
        reason);
  }

  private void remove(Instance instance, String reason) {
    if (observed.isComplete()) {
      removals.add(new Action.Remove(instance, reason));
    } else {
      untouched.add(instance);
    }
  }
}
