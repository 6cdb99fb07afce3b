package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fleet as its keeper knows it: what the last look showed, not what is there by now.
 *
 * @param state whether it can be relied on
 * @param reason why it is degraded, in words; empty if it is not
 * @param at when the last complete look was begun; absent before the first
 * @param desired what is wanted; absent if nothing is declared
 * @param instances ordered by name
 * @param plan what the last look left to do; absent before the first
 * @param held slots that are not filled now, or not again, and why
 */
public record FleetView(
    State state,
    String reason,
    Optional<Instant> at,
    Optional<DesiredFleet> desired,
    List<KernelView> instances,
    Optional<Plan> plan,
    Map<Slot, String> held) {
  /** Before the first look. */
  static final FleetView NONE =
      new FleetView(
          State.STARTING,
          "",
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Map.of());

  public FleetView {
    instances = List.copyOf(instances);
    held = Map.copyOf(held);
  }

  /** The instance of this id. */
  public Optional<KernelView> instance(InstanceId id) {
    return instances.stream().filter(view -> view.instance().id().equals(id)).findFirst();
  }

  /** The same, as an old one. */
  FleetView degraded(String why) {
    State now = state == State.STARTING ? State.STARTING : State.DEGRADED;
    return new FleetView(now, why, at, desired, instances, plan, held);
  }

  /** The same, with instances that say something else of themselves. */
  FleetView with(Stream<KernelView> others) {
    return new FleetView(state, reason, at, desired, others.toList(), plan, held);
  }

  /** How far a view can be relied on. */
  public enum State {
    /** No look has succeeded yet. */
    STARTING,
    /** The last look was complete. */
    READY,
    /** The engine can't be seen, or what is declared can't be read; the view is an old one. */
    DEGRADED
  }
}
