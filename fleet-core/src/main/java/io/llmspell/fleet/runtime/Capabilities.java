package io.llmspell.fleet.runtime;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import java.util.Set;
import java.util.TreeSet;

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

  /**
   * Returns if the runtime has an ability.
   *
   * @param subject what needs it, for the message
   * @throws FleetException with {@code UNSUPPORTED} if the runtime lacks the ability
   */
  public void require(Ability ability, String subject) {
    if (!has(ability)) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          "the runtime '"
              + runtime
              + "' has no "
              + ability.words
              + ", which "
              + subject
              + " needs: use another runtime (--runtime docker)");
    }
  }

  /**
   * Returns if the runtime can have a service's instances.
   *
   * @throws FleetException with {@code UNSUPPORTED} if it lacks anything that the service's
   *     instances need
   */
  public void require(ServiceSpec service) {
    neededBy(service).forEach(ability -> require(ability, "service " + service.name()));
  }

  /** Everything that a service's instances need, and not every runtime has. */
  public static Set<Ability> neededBy(ServiceSpec service) {
    Set<Ability> needed = new TreeSet<>();
    if (!service.isKernel()) {
      needed.add(Ability.PLAIN_CONTAINERS);
    }
    if (service.container().limits().memory().isPresent()) {
      needed.add(Ability.MEMORY_LIMIT);
    }
    if (service.container().limits().cpus().isPresent()) {
      needed.add(Ability.CPU_LIMIT);
    }
    if (service.container().limits().pids().isPresent()) {
      needed.add(Ability.PIDS_LIMIT);
    }
    if (!service.container().networking().networks().isEmpty()
        || service.container().networking().mode().filter(mode -> !mode.equals("host")).isPresent()
        || !service.container().networking().dns().equals(Networking.Dns.OF_ENGINE)) {
      needed.add(Ability.NETWORKS);
    }
    if (!service.container().networking().ports().isEmpty()) {
      needed.add(Ability.PUBLISHED_PORTS);
    }
    if (service.container().storage().mounts().stream()
        .anyMatch(mount -> mount.kind() == Storage.Kind.VOLUME)) {
      needed.add(Ability.VOLUMES);
    }
    if (!service.container().security().equals(Security.OF_ENGINE)
        || service.container().storage().mounts().stream()
            .anyMatch(mount -> mount.kind() == Storage.Kind.BIND)
        || service.container().storage().tmpfs().isPresent()
        || !service.container().storage().files().isEmpty()
        || !service.container().limits().ulimits().isEmpty()
        || !service.container().limits().devices().isEmpty()
        || service.container().process().user().isPresent()) {
      needed.add(Ability.ISOLATION);
    }
    return needed;
  }

  /** What one runtime may do and another may not. */
  public enum Ability {
    MEMORY_LIMIT("memory limits"),
    CPU_LIMIT("CPU limits"),
    PIDS_LIMIT("limits on processes"),
    NETWORKS("networks"),
    VOLUMES("volumes"),
    PLAIN_CONTAINERS("containers without a kernel"),
    PUBLISHED_PORTS("published ports"),
    /** A root file system, mounts, privileges and a user of the instance's own. */
    ISOLATION("file systems and privileges of each kernel's own");

    private final String words;

    Ability(String words) {
      this.words = words;
    }

    /** In words, in the plural. */
    @Override
    public String toString() {
      return words;
    }
  }
}
