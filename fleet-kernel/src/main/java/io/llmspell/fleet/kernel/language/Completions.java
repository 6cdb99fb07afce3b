package io.llmspell.fleet.kernel.language;

import java.util.List;

/**
 * Names that could replace the text from start to end.
 *
 * @param matches in alphabetical order
 */
public record Completions(List<String> matches, int start, int end) {
  public Completions {
    matches = List.copyOf(matches);
  }
}
