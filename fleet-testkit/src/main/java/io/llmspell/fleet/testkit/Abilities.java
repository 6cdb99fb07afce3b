package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import java.util.Set;

/** What a runtime lacks, and how it says so. */
final class Abilities {
  private Abilities() {}

  static void require(Set<Ability> abilities, Ability needed, String subject) {
    if (!abilities.contains(needed)) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "this runtime has no " + needed + ", which " + subject + " needs: use another runtime");
    }
  }

  /** Everything that the service's containers need. */
  static void require(Set<Ability> abilities, ServiceSpec service) {
    String subject = "service " + service.name();
    if (!service.isKernel()) {
      require(abilities, Ability.PLAIN_CONTAINERS, subject);
    }
    if (service.container().limits().memory().isPresent()) {
      require(abilities, Ability.MEMORY_LIMIT, subject);
    }
    if (service.container().limits().cpus().isPresent()) {
      require(abilities, Ability.CPU_LIMIT, subject);
    }
    if (service.container().limits().pids().isPresent()) {
      require(abilities, Ability.PIDS_LIMIT, subject);
    }
    if (!service.container().networking().networks().isEmpty()) {
      require(abilities, Ability.NETWORKS, subject);
    }
    if (!service.container().networking().ports().isEmpty()) {
      require(abilities, Ability.PUBLISHED_PORTS, subject);
    }
    if (service.container().storage().mounts().stream()
        .anyMatch(mount -> mount.kind() == Storage.Kind.VOLUME)) {
      require(abilities, Ability.VOLUMES, subject);
    }
  }

  static FleetException notRunning(Instance instance) {
    return new FleetException(
        ErrorCode.CONFLICT, instance.name() + " does not run: start its service again");
  }
}
