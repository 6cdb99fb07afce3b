package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/** What a user of the fleet is called. It need not be a user of any system. */
public record UserName(String value) implements Comparable<UserName> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

  /**
   * @throws IllegalArgumentException if it is not 1 to 64 letters, digits and {@code . _ @ + -}
   */
  public UserName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a user's name: use 1 to 64 letters, digits and . _ @ + -, beginning with a"
              + " letter or a digit");
    }
  }

  @Override
  public int compareTo(UserName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
