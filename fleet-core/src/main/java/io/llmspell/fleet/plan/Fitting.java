package io.llmspell.fleet.plan;

import com.google.common.collect.ImmutableSortedMap;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A fleet as a runtime can have it that lacks some abilities: the same file brings up containers
 * here and processes there. Nothing is left out silently.
 *
 * @param fleet without what the runtime lacks
 * @param notes what was left out and what that means, a sentence each
 */
public record Fitting(DesiredFleet fleet, List<String> notes) {
  /** In the order in which people should know of them. */
  private static final Map<Ability, String> MEANING =
      ImmutableSortedMap.of(
          Ability.ISOLATION,
          "they run as you, with your files and rights: users, mounts, read_only, tmpfs, ulimits,"
              + " capabilities, devices, configs and secrets do not apply",
          Ability.NETWORKS,
          "they share this machine's network and listen on 127.0.0.1: networks do not apply",
          Ability.VOLUMES,
          "named volumes are not mounted",
          Ability.PUBLISHED_PORTS,
          "`ports:` does not apply: kernels are reached on the ports that they lease",
          Ability.MEMORY_LIMIT,
          "memory is not limited",
          Ability.CPU_LIMIT,
          "CPU time is not limited",
          Ability.PIDS_LIMIT,
          "the number of processes is not limited",
          Ability.PLAIN_CONTAINERS,
          "services without x-kernel are left out");

  public Fitting {
    notes = List.copyOf(notes);
  }

  /** The fleet itself, without a note, if the runtime lacks nothing that it needs. */
  public static Fitting of(DesiredFleet desired, Capabilities capabilities) {
    Map<Ability, Set<ServiceName>> lacking = new TreeMap<>();
    for (ServiceSpec service : desired.services().values()) {
      Capabilities.neededBy(service).stream()
          .filter(ability -> !capabilities.has(ability))
          .forEach(
              ability ->
                  lacking.computeIfAbsent(ability, a -> new TreeSet<>()).add(service.name()));
    }
    if (lacking.isEmpty()) {
      return new Fitting(desired, List.of());
    }
    Set<ServiceName> left = lacking.getOrDefault(Ability.PLAIN_CONTAINERS, Set.of());
    List<String> notes = new ArrayList<>();
    MEANING.forEach(
        (ability, meaning) ->
            Optional.ofNullable(lacking.get(ability))
                .map(Fitting::words)
                .ifPresent(services -> notes.add(services + ": " + meaning)));
    return new Fitting(fitted(desired, left, capabilities), notes);
  }

  private static String words(Set<ServiceName> services) {
    return services.stream().map(ServiceName::value).collect(Collectors.joining(", "));
  }

  private static DesiredFleet fitted(
      DesiredFleet desired, Set<ServiceName> left, Capabilities capabilities) {
    Map<ServiceName, ServiceSpec> services = new TreeMap<>();
    desired.services().values().stream()
        .filter(service -> !left.contains(service.name()))
        .map(service -> fitted(service, left, capabilities))
        .forEach(service -> services.put(service.name(), service));
    Set<ServiceName> inactive = new TreeSet<>(desired.inactive());
    inactive.addAll(left);
    return new DesiredFleet(
        desired.project(),
        services,
        inactive,
        capabilities.has(Ability.NETWORKS) ? desired.networks() : Map.of(),
        capabilities.has(Ability.VOLUMES) ? desired.volumes() : Map.of(),
        desired.ports(),
        desired.culling());
  }

  private static ServiceSpec fitted(
      ServiceSpec service, Set<ServiceName> left, Capabilities capabilities) {
    Predicate<Ability> has = capabilities::has;
    ContainerSpec container = service.container();
    ContainerSpec fitted =
        container
            .withLimits(limits(container.limits(), has))
            .withNetworking(networking(container.networking(), has))
            .withStorage(storage(container.storage(), has));
    if (!has.test(Ability.ISOLATION)) {
      fitted =
          fitted
              .withSecurity(Security.OF_ENGINE)
              .withProcess(asCaller(container.process()))
              .withPlatform(Optional.empty());
    }
    return service.withContainer(fitted).withoutDependenciesOn(left);
  }

  private static ProcessSpec asCaller(ProcessSpec process) {
    return new ProcessSpec(
        process.entrypoint(),
        process.command(),
        process.environment(),
        process.passedOn(),
        Optional.empty(),
        Optional.empty(),
        process.init(),
        process.stopSignal(),
        process.stopGracePeriod());
  }

  private static Limits limits(Limits limits, Predicate<Ability> has) {
    boolean memory = has.test(Ability.MEMORY_LIMIT);
    boolean isolated = has.test(Ability.ISOLATION);
    return new Limits(
        limits.memory().filter(any -> memory),
        limits.memorySwap().filter(any -> memory),
        limits.memoryReservation().filter(any -> memory),
        limits.cpus().filter(any -> has.test(Ability.CPU_LIMIT)),
        limits.pids().filter(any -> has.test(Ability.PIDS_LIMIT)),
        limits.shmSize().filter(any -> isolated),
        isolated ? limits.ulimits() : Map.of(),
        isolated ? limits.devices() : List.of());
  }

  /** What has no network of its own is on this machine's. */
  private static Networking networking(Networking networking, Predicate<Ability> has) {
    boolean networks = has.test(Ability.NETWORKS);
    return new Networking(
        networks ? networking.networks() : List.of(),
        networks ? networking.mode() : Optional.of("host"),
        has.test(Ability.PUBLISHED_PORTS) ? networking.ports() : List.of(),
        networking.hostname().filter(any -> networks),
        networks ? networking.extraHosts() : List.of(),
        networks ? networking.dns() : Networking.Dns.OF_ENGINE);
  }

  private static Storage storage(Storage storage, Predicate<Ability> has) {
    boolean isolated = has.test(Ability.ISOLATION);
    return new Storage(
        storage.mounts().stream()
            .filter(
                mount ->
                    has.test(
                        mount.kind() == Storage.Kind.VOLUME ? Ability.VOLUMES : Ability.ISOLATION))
            .toList(),
        storage.tmpfs().filter(any -> isolated),
        isolated ? storage.files() : List.of());
  }
}
