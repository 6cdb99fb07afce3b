package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Instances of services that the file does not have any more: they go, after a while. */
final class Orphans {
  /** A file that is being edited, or replaced by a slow tool, lacks a service for a moment. */
  static final Duration GRACE = Duration.ofMinutes(1);

  private final Map<InstanceId, Instant> since = new HashMap<>();

  /** The plan, with those removed whose time is up. */
  Plan leaving(Plan plan, Instant now) {
    since.keySet().retainAll(plan.orphans().stream().map(Instance::id).collect(Collectors.toSet()));
    List<Action.Remove> removals = new ArrayList<>();
    for (Instance orphan : plan.orphans()) {
      Instant first = since.computeIfAbsent(orphan.id(), id -> now);
      if (!first.plus(GRACE).isAfter(now)) {
        removals.add(new Action.Remove(orphan, "the file has had no such service for a while"));
      }
    }
    return removals.isEmpty() ? plan : plan.alsoRemoving(removals);
  }
}
