package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of several instances in one slot has it: one that runs, then the latest attempt. */
final class Incumbent {
  private static final Comparator<Instance> CLAIM =
      Comparator.comparing(Instance::isRunning)
          .thenComparing(i -> i.spec().attempt())
          .thenComparing(Instance::id);

  private Incumbent() {}

  static Optional<Instance> among(List<Instance> candidates) {
    return candidates.stream().max(CLAIM);
  }
}
