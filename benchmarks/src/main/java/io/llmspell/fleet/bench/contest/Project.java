package io.llmspell.fleet.bench.contest;

import java.util.Locale;

/** Names of the projects that are made here, and of nobody else's. */
public final class Project {
  private static final String PREFIX = "bench-";

  private Project() {}

  /** Of this contestant or measurement. */
  public static String of(String name) {
    return PREFIX + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Whether a project is one of those. */
  static boolean isOurs(String project) {
    return project.startsWith(PREFIX);
  }
}
