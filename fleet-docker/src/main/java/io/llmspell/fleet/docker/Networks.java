package io.llmspell.fleet.docker;

import com.github.dockerjava.api.model.Network;
import com.google.common.hash.Hashing;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ProjectName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Networks. An engine lets two networks have one name, and then refuses every container that names
 * it; it does not let two bridges have one interface name. So a fleet's bridge gets an interface
 * name that follows from its own.
 */
final class Networks {
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /** Interface names have at most 15 characters. */
  private static final int HASH_DIGITS = 10;

  private static final Duration APPEARANCE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Engine engine;
  private final Reach reach;

  Networks(Engine engine, Reach reach) {
    this.engine = engine;
    this.reach = reach;
  }

  /** Names of those that exist, of those asked for and those of the project. */
  Set<String> present(ProjectName project, Set<String> wanted) {
    Set<String> names = new TreeSet<>();
    for (Network network : all()) {
      if (wanted.contains(network.getName())
          || project.value().equals(labels(network).get(Labels.PROJECT))) {
        names.add(network.getName());
      }
    }
    return names;
  }

  /** The engine's id for a network's name. */
  Optional<String> id(String name) {
    return find(name).map(Network::getId);
  }

  /** Whether containers on this network can be reached from here. */
  boolean isReachable(String name) {
    return find(name).stream()
        .flatMap(
            n ->
                Objects.requireNonNullElse(n.getIpam().getConfig(), List.<Network.Ipam.Config>of())
                    .stream())
        .anyMatch(this::isReachable);
  }

  /** A network that was made with a subnet alone has no gateway until a container joins it. */
  private boolean isReachable(Network.Ipam.Config config) {
    String gateway = Objects.requireNonNullElse(config.getGateway(), "");
    return gateway.isEmpty()
        ? reach.reachesInto(Objects.requireNonNullElse(config.getSubnet(), ""))
        : reach.reaches(gateway);
  }

  void ensure(ProjectName project, NetworkSpec spec) {
    if (find(spec.name()).isPresent()) {
      return;
    }
    if (spec.external()) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "the external network "
              + spec.name()
              + " is not there: `docker network create "
              + spec.name()
              + "`");
    }
    String driver = spec.driver().orElse("bridge");
    Map<String, String> options = new HashMap<>(spec.driverOptions());
    if (driver.equals("bridge")) {
      options.putIfAbsent(BRIDGE_NAME, bridgeName(spec.name()));
    }
    Map<String, String> labels = new HashMap<>(spec.labels());
    labels.put(Labels.PROJECT, project.value());
    try {
      engine.call(
          "create network " + spec.name(),
          docker ->
              docker
                  .createNetworkCmd()
                  .withName(spec.name())
                  .withDriver(driver)
                  .withInternal(spec.internal())
                  .withOptions(options)
                  .withLabels(labels)
                  .withCheckDuplicate(true)
                  .exec());
    } catch (FleetException e) {
      // Whoever was faster made the very same network, or is about to: the interface is taken
      // before
      // the network is to be seen.
      boolean taken = String.valueOf(e.getMessage()).contains(bridgeName(spec.name()));
      if (!appears(spec.name(), taken ? APPEARANCE_PATIENCE : Duration.ZERO)) {
        throw e;
      }
    }
  }

  /** Blocks until a network is there; false if it is not in the end. */
  private boolean appears(String name, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (find(name).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  /** Any fleet's network goes with its last user, whichever project made it. */
  boolean discard(NetworkSpec spec) {
    Optional<Network> network =
        find(spec.name()).filter(n -> labels(n).containsKey(Labels.PROJECT));
    if (spec.external() || network.isEmpty() || hasUsers(network.get())) {
      return false;
    }
    try {
      engine.call(
          "remove network " + spec.name(),
          docker -> docker.removeNetworkCmd(network.get().getId()).exec());
      return true;
    } catch (FleetException e) {
      boolean used = e.code() == ErrorCode.ENGINE_FORBIDDEN || e.code() == ErrorCode.CONFLICT;
      if (used || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Docker's list tells none; Podman's does, and then removes by id even what is used. */
  private static boolean hasUsers(Network network) {
    return !Objects.requireNonNullElse(network.getContainers(), Map.of()).isEmpty();
  }

  private Optional<Network> find(String name) {
    return all().stream().filter(n -> n.getName().equals(name)).findFirst();
  }

  private List<Network> all() {
    return engine.call("list networks", docker -> docker.listNetworksCmd().exec());
  }

  private static Map<String, String> labels(Network network) {
    return Objects.requireNonNullElse(network.getLabels(), Map.of());
  }

  private static String bridgeName(String network) {
    String digest = Hashing.sha256().hashString(network, StandardCharsets.UTF_8).toString();
    return "fleet" + digest.substring(0, HASH_DIGITS);
  }
}
