package io.llmspell.fleet.model;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one attempt at filling a slot: {@code kernel-} (or {@code container-} for a service without
 * {@code x-kernel}) and eight hex digits. An instance never restarts in place; its successor has an
 * id of its own.
 */
public record InstanceId(String value) implements Comparable<InstanceId> {
  private static final Pattern VALID = Pattern.compile("(kernel|container)-[0-9a-f]{8}");

  /**
   * @throws IllegalArgumentException if the value is not of that form
   */
  public InstanceId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value + "' is not an id like kernel-1a2b3c4d");
    }
  }

  /** A new id for a kernel. */
  public static InstanceId kernel(RandomGenerator random) {
    return new InstanceId("kernel-" + eightHexDigits(random));
  }

  /** A new id for a plain container. */
  public static InstanceId container(RandomGenerator random) {
    return new InstanceId("container-" + eightHexDigits(random));
  }

  private static String eightHexDigits(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextInt());
  }

  @Override
  public int compareTo(InstanceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
