package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.InstanceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was made and ended here since the last look, so that whoever has changed something sees it
 * at once. Thread-safe.
 */
final class RecentChanges {
  private final InstantSource clock;
  private final Map<InstanceId, Change> changes = new HashMap<>();

  RecentChanges(InstantSource clock) {
    this.clock = clock;
  }

  /** How something is now; absent if it is not there. */
  private record Change(Optional<KernelView> now, Instant at) {}

  synchronized void made(KernelView kernel) {
    changes.put(kernel.instance().id(), new Change(Optional.of(kernel), clock.instant()));
  }

  synchronized void ended(InstanceId id) {
    changes.put(id, new Change(Optional.empty(), clock.instant()));
  }

  /** What a look showed, with what was changed since it was taken; ordered by name. */
  synchronized List<KernelView> over(FleetView view) {
    Instant seen = view.at().orElse(Instant.MIN);
    changes.values().removeIf(change -> change.at().isBefore(seen));
    if (changes.isEmpty()) {
      return view.instances();
    }
    List<KernelView> all = new ArrayList<>();
    view.instances().stream()
        .filter(kernel -> !changes.containsKey(kernel.instance().id()))
        .forEach(all::add);
    changes.values().forEach(change -> change.now().ifPresent(all::add));
    all.sort(Comparator.comparing(kernel -> kernel.instance().name()));
    return all;
  }
}
