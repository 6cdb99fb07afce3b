package io.llmspell.fleet.it;

import java.util.ArrayList;
import java.util.List;

/** What carries a project's label, in the plain Docker client's view. */
final class Leftovers {
  private Leftovers() {}

  static List<String> of(String project) {
    String filter = "label=io.llmspell.fleet.project=" + project;
    List<String> found = new ArrayList<>();
    found.addAll(lines("ps", "-a", "--filter", filter, "--format", "container {{.Names}}"));
    found.addAll(lines("network", "ls", "--filter", filter, "--format", "network {{.Name}}"));
    found.addAll(lines("volume", "ls", "--filter", filter, "--format", "volume {{.Name}}"));
    return found;
  }

  private static List<String> lines(String... words) {
    return Run.docker(words).lines().toList();
  }
}
