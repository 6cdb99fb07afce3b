package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What should exist, as read from the Compose file for the active profiles.
 *
 * @param services the services of the active profiles
 * @param inactive services that the file has and no active profile asks for: left as they are
 * @param networks by their name in the engine, which is also how services name them
 * @param volumes likewise
 * @param ports what kernels may lease
 * @param culling when a kernel in no service ends that nobody needs
 */
public record DesiredFleet(
    ProjectName project,
    Map<ServiceName, ServiceSpec> services,
    Set<ServiceName> inactive,
    Map<String, NetworkSpec> networks,
    Map<String, VolumeSpec> volumes,
    PortRange ports,
    Culling culling) {

  /**
   * @throws IllegalArgumentException if a service names a network, a volume or a service that is
   *     not declared, or services depend on each other in a circle
   */
  public DesiredFleet {
    services = ImmutableSortedMap.copyOf(services);
    inactive = ImmutableSortedSet.copyOf(inactive);
    networks = ImmutableSortedMap.copyOf(networks);
    volumes = ImmutableSortedMap.copyOf(volumes);
    Set<ServiceName> cleared = new HashSet<>();
    for (ServiceSpec service : services.values()) {
      checkReferences(service, services, networks, volumes);
    }
    for (ServiceName name : services.keySet()) {
      checkNoCircle(name, services, cleared);
    }
  }

  /** One whose kernels in no service end only when they are told to. */
  public DesiredFleet(
      ProjectName project,
      Map<ServiceName, ServiceSpec> services,
      Set<ServiceName> inactive,
      Map<String, NetworkSpec> networks,
      Map<String, VolumeSpec> volumes,
      PortRange ports) {
    this(project, services, inactive, networks, volumes, ports, Culling.NEVER);
  }

  /** A fleet of nothing. */
  public static DesiredFleet empty(ProjectName project) {
    return new DesiredFleet(project, Map.of(), Set.of(), Map.of(), Map.of(), PortRange.DEFAULT);
  }

  /** The same with the services changed, one by one. */
  public DesiredFleet mapServices(Function<ServiceSpec, ServiceSpec> change) {
    ImmutableSortedMap.Builder<ServiceName, ServiceSpec> changed =
        ImmutableSortedMap.naturalOrder();
    services.forEach((name, spec) -> changed.put(name, change.apply(spec)));
    return new DesiredFleet(project, changed.build(), inactive, networks, volumes, ports, culling);
  }

  /** The same with other numbers of replicas, for those of its services that have one here. */
  public DesiredFleet withReplicas(Map<ServiceName, Integer> numbers) {
    return mapServices(
        service -> service.withReplicas(numbers.getOrDefault(service.name(), service.replicas())));
  }

  /** Whether the file has this service, in whatever profile. */
  public boolean knows(ServiceName service) {
    return services.containsKey(service) || inactive.contains(service);
  }

  /** The same with one more network, unless it has one of that name. */
  public DesiredFleet withNetwork(NetworkSpec network) {
    Map<String, NetworkSpec> more = new TreeMap<>(networks);
    more.putIfAbsent(network.name(), network);
    return new DesiredFleet(project, services, inactive, more, volumes, ports, culling);
  }

  private static void checkReferences(
      ServiceSpec service,
      Map<ServiceName, ServiceSpec> services,
      Map<String, NetworkSpec> networks,
      Map<String, VolumeSpec> volumes) {
    service
        .container()
        .networking()
        .networks()
        .forEach(a -> require(networks.containsKey(a.network()), service, "network", a.network()));
    service.container().storage().mounts().stream()
        .filter(m -> m.kind() == Storage.Kind.VOLUME)
        .flatMap(m -> m.source().stream())
        .forEach(v -> require(volumes.containsKey(v), service, "volume", v));
    service
        .dependsOn()
        .forEach(d -> require(services.containsKey(d.service()), service, "service", d.service()));
  }

  /** Goes along dependencies from one service; a way may be too long for a recursion. */
  private static void checkNoCircle(
      ServiceName start, Map<ServiceName, ServiceSpec> services, Set<ServiceName> cleared) {
    Deque<ServiceName> way = new ArrayDeque<>(List.of(start));
    Map<ServiceName, Iterator<Dependency>> left = new HashMap<>();
    while (!way.isEmpty()) {
      ServiceName at = way.getLast();
      Iterator<Dependency> rest =
          left.computeIfAbsent(
              at, n -> Objects.requireNonNull(services.get(n)).dependsOn().iterator());
      Optional<ServiceName> next = nextOf(rest, cleared);
      if (next.isEmpty()) {
        cleared.add(way.removeLast());
      } else if (left.containsKey(next.get())) {
        way.addLast(next.get());
        String circle = String.join(" -> ", way.stream().map(ServiceName::value).toList());
        throw new IllegalArgumentException("services depend on each other in a circle: " + circle);
      } else {
        way.addLast(next.get());
      }
    }
  }

  private static Optional<ServiceName> nextOf(Iterator<Dependency> rest, Set<ServiceName> cleared) {
    while (rest.hasNext()) {
      ServiceName next = rest.next().service();
      if (!cleared.contains(next)) {
        return Optional.of(next);
      }
    }
    return Optional.empty();
  }

  private static void require(boolean holds, ServiceSpec service, String what, Object name) {
    if (!holds) {
      throw new IllegalArgumentException(
          "service " + service.name() + " uses " + what + " " + name + ", which is not declared");
    }
  }
}
