package io.llmspell.fleet.loop;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Care;
import io.llmspell.fleet.plan.Care.Hold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what one look shows that the one before did not. */
final class News {
  private final FleetListener listener;
  private final ProjectName project;
  private final Map<InstanceId, Instance> running = new HashMap<>();
  private final Map<Slot, Hold> held = new HashMap<>();
  private String trouble = "";

  News(FleetListener listener, ProjectName project) {
    this.listener = listener;
    this.project = project;
  }

  /**
   * Tells of instances that ran and do not, and of slots that are held and were not.
   *
   * @param busy slots in which the keeper itself ends instances
   */
  synchronized void of(List<Instance> instances, Care care, Set<Slot> busy) {
    Map<InstanceId, Instance> seen = new HashMap<>();
    instances.forEach(instance -> seen.put(instance.id(), instance));
    for (Instance before : List.copyOf(running.values())) {
      Instance now = seen.get(before.id());
      boolean goesOn = now != null && now.isRunning();
      boolean ours = before.slot().filter(busy::contains).isPresent();
      if (!goesOn && !ours) {
        listener.on(Kind.ENDED, before.name(), now == null ? "it was removed" : cause(now));
      }
    }
    running.clear();
    instances.stream().filter(Instance::isRunning).forEach(i -> running.put(i.id(), i));
    tellHeld(care.held(), busy);
  }

  private void tellHeld(Map<Slot, Hold> now, Set<Slot> busy) {
    now.forEach(
        (slot, hold) -> {
          if (!busy.contains(slot) && !hold.equals(held.get(slot))) {
            listener.on(Kind.HELD, project + "-" + slot, hold.reason());
          }
        });
    Set<Slot> gone = new HashSet<>(held.keySet());
    gone.removeAll(now.keySet());
    gone.forEach(held::remove);
    held.putAll(now);
  }

  /** Tells once that the fleet can't be kept, with the first reason, and once that it can again. */
  synchronized void state(String reason) {
    if (!reason.isEmpty() && trouble.isEmpty()) {
      listener.on(Kind.DEGRADED, project.value(), reason);
    } else if (reason.isEmpty() && !trouble.isEmpty()) {
      listener.on(Kind.RECOVERED, project.value(), "");
    }
    trouble = reason;
  }

  private static String cause(Instance instance) {
    return instance.phase() == Phase.GONE
        ? instance.exit().map(Instance.Exit::cause).orElse("no exit code")
        : "it is being removed";
  }
}
