package io.llmspell.fleet.bench.contest;

import java.util.Locale;

/** Names of the projects that are made here, and of nobody else's. */
public final class Project {
  private static final String PREFIX = "bench-";

  /** Each run has names of its own: those of one that failed may still be taken. */
  private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36) + "-";

  private Project() {}

  /** Of this contestant or measurement. */
  public static String of(String name) {
    return PREFIX + RUN + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** Whether a project is one of those. */
  static boolean isOurs(String project) {
    return project.startsWith(PREFIX);
  }
}
