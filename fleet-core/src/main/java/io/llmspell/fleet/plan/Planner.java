package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.WarmPool;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
  private final Care care;
  private final Debris debris;
  private final Map<ServiceName, ServiceSpec> selected;

  private final List<Action.Start> starts = new ArrayList<>();
  private final List<Action.Replace> replacements = new ArrayList<>();
  private final List<Action.Remove> removals = new ArrayList<>();
  private final List<Action.Keep> kept = new ArrayList<>();
  private final List<Instance> orphans = new ArrayList<>();
  private final List<Instance> untouched = new ArrayList<>();
  private final List<Action.Promote> promotions = new ArrayList<>();

  private Planner(
      DesiredFleet desired, ObservedFleet observed, Scope scope, Care care, Instant now) {
    this.care = care;
    this.debris = Debris.at(now);
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
    return plan(desired, observed, scope, Care.NONE, now);
  }

  /** The same for whoever keeps the fleet. */
  public static Plan plan(
      DesiredFleet desired, ObservedFleet observed, Scope scope, Care care, Instant now) {
    return new Planner(desired, observed, scope, care, now).plan();
  }

  /** Whether an instance was made from what the file says of its service now. */
  public static boolean isAsWanted(ServiceSpec service, Instance instance, ObservedFleet observed) {
    return Verdict.ofSpec(service, instance, observed).keep();
  }

  private Plan plan() {
    Set<Slot> slots = new TreeSet<>();
    selected.values().forEach(service -> slots.addAll(slotsOf(service)));
    Map<Slot, List<Instance>> bySlot = new HashMap<>();
    for (Instance instance : observed.instances()) {
      if (instance.slot().filter(slots::contains).isPresent()) {
        bySlot.computeIfAbsent(instance.slot().orElseThrow(), s -> new ArrayList<>()).add(instance);
      } else {
        sortOut(instance);
      }
    }
    for (Slot slot : slots) {
      ServiceSpec service = Objects.requireNonNull(selected.get(slot.service()));
      fill(service, slot, bySlot.getOrDefault(slot, List.of()));
    }
    List<Action.Ensure> ensures =
        observed.isComplete()
            ? MissingResources.of(desired, observed, scope, selected.values())
            : List.of();
    return new Plan(
        ensures,
        starts,
        replacements,
        removals,
        kept,
        orphans,
        untouched,
        promotions,
        debris.of(observed));
  }

  private Set<Slot> slotsOf(ServiceSpec service) {
    List<Instance> instances =
        observed.instances().stream()
            .filter(i -> i.service().filter(service.name()::equals).isPresent())
            .toList();
    return SlotChoice.of(service, instances, debris);
  }

  private void sortOut(Instance instance) {
    Optional<ServiceName> service = instance.service();
    Optional<ServiceSpec> scaled = service.map(selected::get);
    if (debris.isNeverStarted(instance)) {
      remove(instance, "it was never started");
    } else if (service.isEmpty() || desired.inactive().contains(service.get())) {
      untouched.add(instance);
    } else if (scaled.isPresent()) {
      remove(instance, "the service is scaled to " + scaled.get().replicas());
    } else if (desired.services().containsKey(service.get())) {
      untouched.add(instance);
    } else if (instance.isWarm() && selected.containsKey(WarmPool.ownerOf(service.get()))) {
      remove(instance, "service " + WarmPool.ownerOf(service.get()) + " keeps no kernels warm");
    } else if (scope.removeOrphans()) {
      remove(instance, "the file has no service " + service.get());
    } else {
      orphans.add(instance);
    }
  }

  private void fill(ServiceSpec service, Slot slot, List<Instance> candidates) {
    Care.Hold hold = care.held().get(slot);
    if (hold != null) {
      candidates.forEach(instance -> kept.add(new Action.Keep(instance, hold.reason())));
      return;
    }
    String name = InstanceNames.of(desired.project(), service, slot);
    Occupants there = Occupants.of(name, candidates);
    there.others().forEach(other -> remove(other, "another instance has its slot"));
    if (there.current().isPresent()) {
      judge(service, slot, there.current().get(), there.staged());
    } else if (there.staged().isPresent()) {
      settle(service, slot, name, there.staged().get());
    } else if (observed.isComplete() && !scope.stopped().contains(slot)) {
      starts.add(start(service, slot, Optional.empty(), "it is not there"));
    }
  }

  /** The slot has its instance, and perhaps an update that was begun. */
  private void judge(ServiceSpec service, Slot slot, Instance current, Optional<Instance> staged) {
    Verdict verdict = verdict(service, current);
    if (verdict.keep() || !observed.isComplete()) {
      kept.add(new Action.Keep(current, verdict.reason()));
      staged.ifPresent(s -> remove(s, "the instance that it was to replace is up to date"));
      return;
    }
    Action.Start successor = start(service, slot, Optional.of(current), verdict.reason());
    Optional<Instance> good = staged.filter(s -> verdict(service, s).keep());
    staged.filter(s -> good.isEmpty()).ifPresent(s -> remove(s, verdict(service, s).reason()));
    boolean startFirst =
        service.updateOrder() == UpdateOrder.START_FIRST
            && current.isRunning()
            && !care.failing().containsKey(current.id());
    replacements.add(
        startFirst || good.isPresent()
            ? new Action.Replace(current, successor, UpdateOrder.START_FIRST, good)
            : Action.Replace.stopFirst(current, successor));
  }

  /** An update has ended the old instance and did not come to its own end. */
  private void settle(ServiceSpec service, Slot slot, String name, Instance staged) {
    Verdict verdict = verdict(service, staged);
    if (!observed.isComplete()) {
      untouched.add(staged);
    } else if (verdict.keep()) {
      promotions.add(new Action.Promote(service, staged, name));
    } else {
      replacements.add(
          Action.Replace.stopFirst(
              staged, start(service, slot, Optional.of(staged), verdict.reason())));
    }
  }

  private Verdict verdict(ServiceSpec service, Instance instance) {
    Verdict verdict = Verdict.of(service, instance, observed, debris);
    String failing = care.failing().get(instance.id());
    return verdict.keep() && failing != null ? Verdict.replace(failing) : verdict;
  }

  private Action.Start start(
      ServiceSpec service, Slot slot, Optional<Instance> predecessor, String reason) {
    String name = InstanceNames.of(desired.project(), service, slot);
    return Action.Start.after(predecessor, service, slot, name, reason);
  }

  private void remove(Instance instance, String reason) {
    if (observed.isComplete()) {
      removals.add(new Action.Remove(instance, reason));
    } else {
      untouched.add(instance);
    }
  }
}
