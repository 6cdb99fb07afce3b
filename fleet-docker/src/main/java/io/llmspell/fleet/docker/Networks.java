package io.llmspell.fleet.docker;

import com.github.dockerjava.api.model.Network;
import com.google.common.hash.Hashing;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.container.Maker;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ProjectName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final Duration RIVALS_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Engine engine;
  private final Reach reach;
  private final Maker maker;

  Networks(Engine engine, Reach reach, Maker maker) {
    this.engine = engine;
    this.reach = reach;
    this.maker = maker;
  }

  /**
   * What there is for a project.
   *
   * @param names of those that exist, of those asked for and those of the project
   * @param leftovers those of the project that were not asked for, and that nobody uses
   */
  record Present(Set<String> names, List<Leftover> leftovers) {}

  Present present(ProjectName project, Set<String> wanted) {
    Set<String> names = new TreeSet<>();
    List<Leftover> leftovers = new ArrayList<>();
    for (Network network : all()) {
      boolean ours = project.value().equals(labels(network).get(Labels.PROJECT));
      if (ours || wanted.contains(network.getName())) {
        names.add(network.getName());
      }
      if (ours && !wanted.contains(network.getName()) && isUnused(network)) {
        leftovers.add(
            new Leftover(
                Leftover.Kind.NETWORK,
                network.getName(),
                network.getId(),
                network.getCreated().toInstant(),
                Maker.hasDied(labels(network).getOrDefault(Labels.MAKER, ""))));
      }
    }
    return new Present(names, leftovers);
  }

  /** Only a look at one network tells who uses it; one that is gone by now is no leftover. */
  private boolean isUnused(Network listed) {
    try {
      Network network =
          engine.read(
              "look at network " + listed.getName(),
              docker -> docker.inspectNetworkCmd().withNetworkId(listed.getId()).exec());
      return Objects.requireNonNullElse(network.getContainers(), Map.of()).isEmpty();
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Removes a network that was left, unless somebody uses it by now; whether it did. */
  boolean collect(Leftover network) {
    return remove(network.name(), network.mark());
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
    labels.put(Labels.MAKER, maker.process());
    long deadline = System.nanoTime() + RIVALS_PATIENCE.toNanos();
    while (find(spec.name()).isEmpty()) {
      try {
        create(spec, driver, options, labels);
        return;
      } catch (FleetException e) {
        // Whoever is faster makes the very same network, and it shows a moment later; or somebody
        // removes it just now, and its interface is free a moment later.
        if (!isTaken(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  private void create(
      NetworkSpec spec, String driver, Map<String, String> options, Map<String, String> labels) {
    engine.changeOnce(
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
  }

  /**
   * The engine has the same name, or the same interface, already; it has several words for that.
   */
  private static boolean isTaken(FleetException e) {
    return e.code() == ErrorCode.CONFLICT
        || e.getMessage().contains("same bridge name")
        || e.getMessage().contains("already exists");
  }

  /** Any fleet's network goes with its last user, whichever project made it. */
  boolean discard(NetworkSpec spec) {
    Optional<Network> network =
        find(spec.name()).filter(n -> labels(n).containsKey(Labels.PROJECT));
    if (spec.external() || network.isEmpty()) {
      return false;
    }
    return remove(spec.name(), network.get().getId());
  }

  /** Whether it was removed: what is used is not. */
  private boolean remove(String name, String id) {
    try {
      engine.change("remove network " + name, docker -> docker.removeNetworkCmd(id).exec());
      return true;
    } catch (FleetException e) {
      if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private Optional<Network> find(String name) {
    return all().stream().filter(n -> n.getName().equals(name)).findFirst();
  }

  private List<Network> all() {
    return engine.read("list networks", docker -> docker.listNetworksCmd().exec());
  }

  private static Map<String, String> labels(Network network) {
    return Objects.requireNonNullElse(network.getLabels(), Map.of());
  }

  private static String bridgeName(String network) {
    String digest = Hashing.sha256().hashString(network, StandardCharsets.UTF_8).toString();
    return "fleet" + digest.substring(0, HASH_DIGITS);
  }
}
