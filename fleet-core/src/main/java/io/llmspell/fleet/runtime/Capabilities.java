package io.llmspell.fleet.runtime;

import java.util.Set;

/**
 * What a runtime can do. What it lacks fails with {@code UNSUPPORTED}, and the contract tests see
 * that it does.
 *
 * @param runtime what it is called on the command line: {@code docker}
 * @param description the engine behind it, for people
 */
public record Capabilities(String runtime, String description, Set<Ability> abilities) {
  public Capabilities {
    abilities = Set.copyOf(abilities);
  }

  public boolean has(Ability ability) {
    return abilities.contains(ability);
  }

  /** What one runtime may do and another may not. */
  public enum Ability {
    MEMORY_LIMIT,
    CPU_LIMIT,
    PIDS_LIMIT,
    NETWORKS,
    VOLUMES,
    PLAIN_CONTAINERS,
    PUBLISHED_PORTS
  }
}
