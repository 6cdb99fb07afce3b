package io.llmspell.fleet.bench.report;

import java.util.List;

/**
 * One part of the results.
 *
 * @param text in Markdown, tables among it
 * @param targets those that this part decides
 */
public record Section(String title, String text, List<Target> targets) {
  public Section {
    targets = List.copyOf(targets);
  }
}
