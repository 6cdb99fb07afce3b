package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/** The name of a service in a Compose file. */
public record ServiceName(String value) implements Comparable<ServiceName> {
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]*");

  /**
   * @throws IllegalArgumentException if the name has other characters than it may
   */
  public ServiceName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a service name: use letters, digits, '.', '-' and '_', beginning with a letter or digit");
    }
  }

  /** Whether a text can be the name of a service. */
  public static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
