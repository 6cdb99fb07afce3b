package io.llmspell.fleet.compose.text;

import java.util.Locale;

/** Words for truth, and numbers. */
public final class Literals {
  private Literals() {}

  /**
   * The words of YAML 1.1 and 1.2, since Compose takes both wherever it wants a truth value.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "y" -> true;
      case "false", "no", "off", "n" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  /**
   * Reads a whole number.
   *
   * @throws IllegalArgumentException if the text is not a whole number that fits an int
   */
  public static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }

  /**
   * Reads a whole number that has a lower bound.
   *
   * @throws IllegalArgumentException if the text is not a whole number from {@code least} up
   */
  public static int wholeNumberFrom(int least, String text) {
    int number = wholeNumber(text);
    if (number < least) {
      throw new IllegalArgumentException(number + " is too small: it must be at least " + least);
    }
    return number;
  }
}
