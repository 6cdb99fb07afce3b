package io.llmspell.fleet.docker;

import com.google.common.hash.Hashing;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ProjectName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Networks. An engine lets two networks have one name, and then refuses every container that names
 * it; it does not let two bridges have one interface name. So a fleet's bridge gets an interface
 * name that follows from its own.
 */
final class Networks {
  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /** Interface names have at most 15 characters. */
  private static final int HASH_DIGITS = 10;

  private static final Comparator<ListedNetwork> OLDEST_FIRST =
      Comparator.comparing(ListedNetwork::created).thenComparing(ListedNetwork::id);

  private static final Duration RIVALS_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Engine engine;
  private final Observer observer;
  private final Reach reach;
  private final Maker maker;

  Networks(Engine engine, Observer observer, Reach reach, Maker maker) {
    this.engine = engine;
    this.observer = observer;
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
    for (ListedNetwork network : all()) {
      boolean ours = network.isOf(project);
      if (ours || wanted.contains(network.name())) {
        names.add(network.name());
      }
      if (ours && !wanted.contains(network.name()) && !observer.hasMembers(network)) {
        leftovers.add(network.asLeftover());
      }
    }
    return new Present(names, leftovers);
  }

  /** Removes a network that was left, unless somebody uses it by now; whether it did. */
  boolean collect(Leftover network) {
    return all().stream().filter(n -> n.id().equals(network.mark())).anyMatch(this::remove);
  }

  /** The engine's id for a network's name. */
  Optional<String> id(String name) {
    return find(name).map(ListedNetwork::id);
  }

  /** Whether containers on this network can be reached from here. */
  boolean isReachable(String name) {
    return find(name).filter(this::isReachable).isPresent();
  }

  /** The names of all, each with whether containers on it can be reached from here. */
  Map<String, Boolean> reachable() {
    Map<String, Boolean> reachable = new TreeMap<>();
    all().stream()
        .sorted(OLDEST_FIRST)
        .forEach(network -> reachable.putIfAbsent(network.name(), isReachable(network)));
    return reachable;
  }

  private boolean isReachable(ListedNetwork network) {
    return network.subnets().stream().anyMatch(this::isReachable);
  }

  /** A network that was made with a subnet alone has no gateway until a container joins it. */
  private boolean isReachable(ListedNetwork.Subnet subnet) {
    return reach.reaches(subnet.addresses(), subnet.gateway());
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
    long deadline = System.nanoTime() + RIVALS_PATIENCE.toNanos();
    while (find(spec.name()).isEmpty()) {
      try {
        create(project, spec);
        return;
      } catch (FleetException e) {
        // A call whose answer was lost may have done its work, which only a look can tell.
        if (e.code() == ErrorCode.OUTCOME_UNKNOWN && find(spec.name()).isPresent()) {
          return;
        }
        // Whoever is faster makes the very same network, and it shows a moment later; or somebody
        // removes it just now, and its interface is free a moment later.
        if (!mayPass(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  private void create(ProjectName project, NetworkSpec spec) {
    String driver = spec.driver().orElse("bridge");
    Map<String, String> options = new HashMap<>(spec.driverOptions());
    if (driver.equals("bridge")) {
      options.putIfAbsent(BRIDGE_NAME, bridgeName(spec.name()));
    }
    Map<String, String> labels = new HashMap<>(spec.labels());
    labels.put(Labels.PROJECT, project.value());
    labels.put(Labels.MAKER, maker.process());
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
   * The engine has the same name, or the same interface, already; it has several words for that. Or
   * so many ask at once that each has taken a range of addresses, and most will give it back.
   */
  private static boolean mayPass(FleetException e) {
    return e.code() == ErrorCode.CONFLICT
        || e.getMessage().contains("same bridge name")
        || e.getMessage().contains("already exists")
        || e.getMessage().contains("address pool");
  }

  /**
   * Any fleet's network goes with its last user, whichever project made it; of several of one name,
   * each that a fleet made.
   */
  boolean discard(NetworkSpec spec) {
    return !spec.external()
        && named(spec.name()).filter(ListedNetwork::isAFleets).filter(this::remove).count() > 0;
  }

  /**
   * Whether it was removed: what is used is not. Docker removes a network whose members do not run,
   * and they could never be started again; Podman removes any.
   */
  private boolean remove(ListedNetwork network) {
    if (observer.hasMembers(network)) {
      return false;
    }
    try {
      engine.change(
          "remove network " + network.name(),
          docker -> docker.removeNetworkCmd(network.id()).exec());
      return true;
    } catch (FleetException e) {
      if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Of several the oldest, so that everybody uses the same one, however the engine lists them.
   * There may be several, since an interface's name keeps rivals apart only where the driver is
   * {@code bridge}, and since others make networks, too.
   */
  private Optional<ListedNetwork> find(String name) {
    return named(name).min(OLDEST_FIRST);
  }

  private Stream<ListedNetwork> named(String name) {
    return all().stream().filter(n -> n.name().equals(name));
  }

  private List<ListedNetwork> all() {
    return engine.list("list networks", "/networks").stream().map(ListedNetwork::of).toList();
  }

  private static String bridgeName(String network) {
    String digest = Hashing.sha256().hashString(network, StandardCharsets.UTF_8).toString();
    return "fleet" + digest.substring(0, HASH_DIGITS);
  }
}
