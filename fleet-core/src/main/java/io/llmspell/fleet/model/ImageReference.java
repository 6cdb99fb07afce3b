package io.llmspell.fleet.model;

import java.util.regex.Pattern;

/**
 * An image as a person names it, with the tag {@code latest} made explicit: {@code
 * debian:bookworm-slim}, {@code registry.example:5000/team/kernel@sha256:…}.
 */
public record ImageReference(String value) implements Comparable<ImageReference> {
  /** Longer than any registry takes, and short enough for the form to be looked at. */
  private static final int LONGEST = 1000;

  /** Registry, if the first part looks like a host; repository; tag; digest. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?:localhost|[\\w-]+(?:\\.[\\w-]+)+|[\\w-]+(?=:\\d+/))(?::\\d+)?/)?"
              + "[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*"
              + "(?::\\w[\\w.-]{0,127})?(?:@[\\w+.-]+:[0-9a-fA-F]+)?");

  /**
   * @throws IllegalArgumentException if empty or longer than 1000 characters, or with white space
   *     or capitals in the repository
   */
  public ImageReference {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not an image reference such as fleet-kernel:latest");
    }
    if (!value.contains("@") && value.lastIndexOf(':') <= value.lastIndexOf('/')) {
      value = value + ":latest";
    }
  }

  /** The last word of the repository: {@code kernel} of {@code registry.example/team/kernel:1}. */
  public String name() {
    String last = value.substring(value.lastIndexOf('/') + 1);
    return last.replaceFirst("[:@].*", "");
  }

  @Override
  public int compareTo(ImageReference other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
