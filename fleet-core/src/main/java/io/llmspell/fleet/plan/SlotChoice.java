package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which slots a service has, as many as it has replicas: first those in which something lives, so
 * that what is too much is the youngest of what is idle; then the lowest.
 */
final class SlotChoice {
  /** What stays comes first. */
  private static final Comparator<Instance> STAYING =
      Comparator.comparing((Instance i) -> i.health() != Health.BUSY)
          .thenComparing(Instance::createdAt)
          .thenComparing(i -> i.slot().orElseThrow())
          .thenComparing(Instance::id);

  private SlotChoice() {}

  /**
   * @param instances of the service
   * @param debris tells what will never be started from what is just being made
   */
  static SortedSet<Slot> of(ServiceSpec service, Collection<Instance> instances, Debris debris) {
    Map<Slot, Instance> living = new HashMap<>();
    instances.stream()
        .filter(i -> i.isRunning() || isBeingMade(i, debris))
        .forEach(
            i ->
                living.merge(
                    i.slot().orElseThrow(), i, (a, b) -> STAYING.compare(a, b) <= 0 ? a : b));
    Stream<Slot> inhabited =
        living.values().stream().sorted(STAYING).map(i -> i.slot().orElseThrow());
    Stream<Slot> lowest =
        IntStream.rangeClosed(1, service.replicas() + living.size())
            .mapToObj(index -> new Slot(service.name(), index));
    return Stream.concat(inhabited, lowest)
        .distinct()
        .limit(service.replicas())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isBeingMade(Instance instance, Debris debris) {
    return instance.phase() == Phase.CREATING && !debris.isNeverStarted(instance);
  }
}
