package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The engine's networks, or its volumes, each with the project that made it; foreign ones have
 * none. Guarded by the engine's lock.
 */
final class Commons {
  private final Map<String, Optional<ProjectName>> owners = new TreeMap<>();

  void addForeign(String name) {
    owners.put(name, Optional.empty());
  }

  boolean has(String name) {
    return owners.containsKey(name);
  }

  /**
   * Makes it for the project, unless it is there.
   *
   * @param what kind and name, for the message
   */
  void ensure(ProjectName project, String name, boolean external, String what) {
    if (has(name)) {
      return;
    }
    if (external) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          what + " is external and is not there: make it, or remove 'external' from the file");
    }
    owners.put(name, Optional.of(project));
  }

  /** Whether the fleet made it. */
  boolean isOurs(String name) {
    return owners.getOrDefault(name, Optional.empty()).isPresent();
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
          if (owner.filter(project::equals).isPresent()) {
            visible.add(name);
          }
        });
    return visible;
  }
}
