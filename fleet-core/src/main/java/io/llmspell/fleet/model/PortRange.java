package io.llmspell.fleet.model;

import java.util.stream.Stream;

/**
 * The ports that a fleet may lease to kernels, first and last included, cut into blocks of five.
 */
public record PortRange(int first, int last) {
  /** 9555, 9560, 9565 … up to the block 14550, a thousand kernels. */
  public static final PortRange DEFAULT = new PortRange(9555, 14_554);

  /**
   * @throws IllegalArgumentException if the range holds no block of five, or ports that do not
   *     exist
   */
  public PortRange {
    if (first < 1 || last > 65_535 || last - first + 1 < PortBlock.SIZE) {
      throw new IllegalArgumentException(
          first + "-" + last + " is not a range of at least five ports within 1-65535");
    }
  }

  /** Reads {@code 9555-9604}. */
  public static PortRange parse(String text) {
    String[] ends = text.strip().split("-", -1);
    try {
      if (ends.length == 2) {
        return new PortRange(Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[1].strip()));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a port range like 9555-9604", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not a port range like 9555-9604");
  }

  /** All whole blocks, ascending. */
  public Stream<PortBlock> blocks() {
    return Stream.iterate(
            first, base -> base + PortBlock.SIZE - 1 <= last, base -> base + PortBlock.SIZE)
        .map(PortBlock::new);
  }

  @Override
  public String toString() {
    return first + "-" + last;
  }
}
