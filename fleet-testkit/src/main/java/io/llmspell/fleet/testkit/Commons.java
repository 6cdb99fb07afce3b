package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The engine's networks, or its volumes, each with who made it; of foreign ones nothing is known.
 * Guarded by the engine's lock.
 */
final class Commons {
  private final Map<String, Optional<Made>> owners = new TreeMap<>();

  /**
   * What is known of one that the fleet made.
   *
   * @param mark another one each time
   */
  record Made(ProjectName project, String mark, Instant since, Lifetime maker) {}

  void addForeign(String name) {
    owners.put(name, Optional.empty());
  }

  boolean has(String name) {
    return owners.containsKey(name);
  }

  /**
   * Makes it, unless it is there.
   *
   * @param what kind and name, for the message
   */
  void ensure(Made made, String name, boolean external, String what) {
    if (has(name)) {
      return;
    }
    if (external) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          what + " is external and is not there: make it, or remove 'external' from the file");
    }
    owners.put(name, Optional.of(made));
  }

  /** Whether the fleet made it. */
  boolean isOurs(String name) {
    return made(name).isPresent();
  }

  void remove(String name) {
    owners.remove(name);
  }

  /** Those that are there, of those asked for and of the project's own. */
  Set<String> visible(ProjectName project, Set<String> asked) {
    Set<String> visible = new TreeSet<>(asked);
    visible.retainAll(owners.keySet());
    owners.forEach(
        (name, owner) -> {
          if (owner.filter(made -> made.project().equals(project)).isPresent()) {
            visible.add(name);
          }
        });
    return visible;
  }

  /** Who made it; empty for a foreign one, and for none. */
  Optional<Made> made(String name) {
    return owners.getOrDefault(name, Optional.empty());
  }
}
