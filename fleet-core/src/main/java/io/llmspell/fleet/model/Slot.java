package io.llmspell.fleet.model;

import java.util.Comparator;

/**
 * A service and an index from 1: the stable identity that one kernel after another fills, written
 * {@code kernel-lua-openai-2}.
 */
public record Slot(ServiceName service, int index) implements Comparable<Slot> {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing(Slot::service).thenComparingInt(Slot::index);

  /**
   * @throws IllegalArgumentException if the index is below 1
   */
  public Slot {
    if (index < 1) {
      throw new IllegalArgumentException("a slot's index counts from 1, not " + index);
    }
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return service + "-" + index;
  }
}
