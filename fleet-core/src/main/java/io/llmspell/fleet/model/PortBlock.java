package io.llmspell.fleet.model;

import java.util.stream.IntStream;

/**
 * Five consecutive TCP ports, the same numbers inside and outside of a container: shell, iopub,
 * stdin, control and heartbeat, in the order in which llmspell binds them.
 */
public record PortBlock(int base) implements Comparable<PortBlock> {
  /** How many ports a kernel has. */
  public static final int SIZE = 5;

  /** The last port that can be the first of a block. */
  public static final int LAST = 65_536 - SIZE;

  /**
   * @throws IllegalArgumentException if not all five lie in 1 to 65535
   */
  public PortBlock {
    if (base < 1 || base > LAST) {
      throw new IllegalArgumentException(
          base + " can't be the first of five ports: it must be 1 to " + LAST);
    }
  }

  public int shell() {
    return base;
  }

  public int iopub() {
    return base + 1;
  }

  public int stdin() {
    return base + 2;
  }

  public int control() {
    return base + 3;
  }

  public int heartbeat() {
    return base + 4;
  }

  /** The five, in ascending order. */
  public IntStream ports() {
    return IntStream.range(base, base + SIZE);
  }

  /** Whether the two blocks have a port in common. */
  public boolean overlaps(PortBlock other) {
    return Math.abs(base - other.base) < SIZE;
  }

  @Override
  public int compareTo(PortBlock other) {
    return Integer.compare(base, other.base);
  }

  @Override
  public String toString() {
    return Integer.toString(base);
  }
}
