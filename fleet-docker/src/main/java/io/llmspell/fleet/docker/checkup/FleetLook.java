package io.llmspell.fleet.docker.checkup;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.Network;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at an engine for what one fleet needs of it. */
record FleetLook(Engine engine, Reach reach) {
  /** What engines have of their own, for a first look at a fleet that was never up. */
  private static final Set<String> DEFAULT_NETWORKS = Set.of("bridge", "podman");

  Check images(DesiredFleet desired, boolean buildable) {
    Map<ImageReference, PullPolicy> wanted = new TreeMap<>();
    desired
        .services()
        .values()
        .forEach(
            s ->
                wanted.merge(
                    s.image(),
                    s.pullPolicy(),
                    (one, other) -> one == PullPolicy.NEVER ? one : other));
    return new ImagesCheck(wanted, at(desired).images().keySet(), buildable);
  }

  Check ports(Optional<DesiredFleet> desired) {
    Set<Integer> published = published();
    desired.stream()
        .flatMap(fleet -> fleet.services().values().stream())
        .flatMap(service -> service.container().networking().ports().stream())
        .map(Publication::hostPort)
        .forEach(port -> port.ifPresent(published::add));
    IntPredicate listening = reach.sharesLoopback() ? FleetLook::isListenedOn : port -> false;
    return new PortsCheck(
        desired.map(DesiredFleet::ports).orElse(PortRange.DEFAULT),
        leased(),
        published,
        listening,
        desired.map(this::missing).orElse(0));
  }

  Check leftovers(DesiredFleet desired, Instant now) {
    return new LeftoversCheck(Debris.at(now).cleanup(at(desired)));
  }

  Check reach(Optional<DesiredFleet> desired) {
    List<Network> networks =
        engine.read("list networks", d -> d.listNetworksCmd().exec()).stream()
            .filter(
                n ->
                    DEFAULT_NETWORKS.contains(n.getName())
                        || desired
                            .filter(fleet -> fleet.networks().containsKey(n.getName()))
                            .isPresent())
            .toList();
    return new ReachCheck(
        networks.stream().map(Network::getName).sorted().toList(),
        networks.stream().anyMatch(this::isReachable));
  }

  private ObservedFleet at(DesiredFleet desired) {
    return new DockerRuntime(engine, Optional.empty()).observe(Observation.of(desired));
  }

  private boolean isReachable(Network network) {
    return network.getIpam() != null
        && Stream.ofNullable(network.getIpam().getConfig())
            .flatMap(List::stream)
            .anyMatch(
                config ->
                    reach.reaches(Objects.requireNonNullElse(config.getGateway(), ""))
                        || reach.reachesInto(Objects.requireNonNullElse(config.getSubnet(), "")));
  }

  /** How many kernels the file wants and has not got. */
  private int missing(DesiredFleet desired) {
    int wanted =
        desired.services().values().stream()
            .filter(ServiceSpec::isKernel)
            .mapToInt(ServiceSpec::replicas)
            .sum();
    long there =
        at(desired).instances().stream()
            .filter(Instance::isKernel)
            .filter(kernel -> kernel.slot().isPresent())
            .count();
    return Math.max(0, wanted - (int) there);
  }

  private Set<PortBlock> leased() {
    List<InspectVolumeResponse> volumes =
        engine
            .read(
                "list the leased ports",
                d -> d.listVolumesCmd().withFilter("label", List.of(Labels.PORTS)).exec())
            .getVolumes();
    return Stream.ofNullable(volumes)
        .flatMap(List::stream)
        .flatMap(volume -> Labels.leasedPorts(volume.getLabels()).stream())
        .collect(Collectors.toSet());
  }

  private Set<Integer> published() {
    Set<Integer> ports = new TreeSet<>();
    for (Container container :
        engine.read("list the published ports", d -> d.listContainersCmd().exec())) {
      Arrays.stream(Objects.requireNonNullElse(container.getPorts(), new ContainerPort[0]))
          .map(ContainerPort::getPublicPort)
          .filter(Objects::nonNull)
          .forEach(ports::add);
    }
    return ports;
  }

  private static boolean isListenedOn(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (IOException taken) {
      return true;
    }
  }
}
