package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/**
 * The name of a Compose project: one fleet. Lower case letters, digits, {@code -} and {@code _}, as
 * the Compose Specification has it.
 */
public record ProjectName(String value) implements Comparable<ProjectName> {
  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]*");

  /**
   * @throws IllegalArgumentException if the name has other characters than it may
   */
  public ProjectName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a project name: use lower case letters, digits, '-' and '_', beginning with a letter or digit");
    }
  }

  /** Whether a text is one. */
  public static boolean isValid(String text) {
    return VALID.matcher(text).matches();
  }

  @Override
  public int compareTo(ProjectName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
