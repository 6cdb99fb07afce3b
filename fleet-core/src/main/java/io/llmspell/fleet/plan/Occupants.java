package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who is in one slot.
 *
 * @param current who has it: of several one that runs, then the latest attempt
 * @param staged the successor of an update that was begun
 * @param others what is in it besides
 */
record Occupants(Optional<Instance> current, Optional<Instance> staged, List<Instance> others) {
  private static final Comparator<Instance> CLAIM =
      Comparator.comparing(Instance::isRunning)
          .thenComparing(i -> i.spec().attempt())
          .thenComparing(Instance::id);

  /**
   * @param name that of the slot's instance
   * @param candidates all instances in the slot
   */
  static Occupants of(String name, List<Instance> candidates) {
    Optional<Instance> staged =
        candidates.stream().filter(c -> c.name().equals(InstanceNames.staged(name))).findFirst();
    List<Instance> settled =
        candidates.stream().filter(c -> staged.filter(c::equals).isEmpty()).toList();
    Optional<Instance> current = settled.stream().max(CLAIM);
    return new Occupants(
        current,
        staged,
        settled.stream().filter(c -> current.filter(c::equals).isEmpty()).toList());
  }
}
