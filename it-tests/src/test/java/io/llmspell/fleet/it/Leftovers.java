package io.llmspell.fleet.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What carries a project's label, in the plain Docker client's view. */
final class Leftovers {
  private Leftovers() {}

  static List<String> of(String project) {
    return of(project, Map.of());
  }

  /**
   * @param engine the environment that leads to another engine
   */
  static List<String> of(String project, Map<String, String> engine) {
    String filter = "label=io.llmspell.fleet.project=" + project;
    List<String> found = new ArrayList<>();
    found.addAll(lines(engine, "ps", "-a", "--filter", filter, "--format", "container {{.Names}}"));
    found.addAll(
        lines(engine, "network", "ls", "--filter", filter, "--format", "network {{.Name}}"));
    found.addAll(lines(engine, "volume", "ls", "--filter", filter, "--format", "volume {{.Name}}"));
    return found;
  }

  private static List<String> lines(Map<String, String> engine, String... words) {
    return Run.docker(engine, words).lines().toList();
  }
}
