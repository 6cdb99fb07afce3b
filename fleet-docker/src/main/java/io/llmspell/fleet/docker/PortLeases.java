package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Leases of port blocks, one volume each: creating a volume that exists changes nothing and shows
 * the labels of its first creator, so that whoever finds his own nonce there has the lease. The
 * volume holds the kernel's connection file as well, and goes with the kernel.
 */
final class PortLeases {
  private static final String NAME = "llmspell-ports-";

  private final Engine engine;

  PortLeases(Engine engine) {
    this.engine = engine;
  }

  /** The volume that stands for a block's lease. */
  static String volume(PortBlock ports) {
    return NAME + ports.base();
  }

  /**
   * Leases a free block, the preferred one if it is free.
   *
   * @param avoid blocks that were tried and found taken outside of the fleet
   * @throws FleetException with {@code PORTS_EXHAUSTED} if none is free
   */
  PortBlock lease(StartRequest request, Set<PortBlock> avoid) {
    Set<PortBlock> leased = leased();
    Set<Integer> published = publishedPorts();
    request.fleet().services().values().stream()
        .flatMap(s -> s.container().networking().ports().stream())
        .flatMap(p -> p.hostPort().stream())
        .forEach(published::add);
    boolean onTheHost = isOnTheHostsNetwork(request);
    Predicate<PortBlock> isFree =
        block ->
            leased.stream().noneMatch(block::overlaps)
                && !avoid.contains(block)
                && (isExplicit(request, block) || block.ports().noneMatch(published::contains))
                && (!onTheHost || block.ports().allMatch(PortLeases::isFreeOnTheHost));
    return candidates(request)
        .filter(isFree)
        .filter(block -> take(block, request))
        .findFirst()
        .orElseThrow(() -> exhausted(request));
  }

  /** Gives back an instance's lease; idempotent. A lease that is another's by now is left alone. */
  void release(PortBlock ports, InstanceId holder) {
    try {
      Map<String, String> labels = labels(ports);
      if (holder.value().equals(labels.get(Labels.ID))) {
        engine.call(
            "give back ports " + ports, docker -> docker.removeVolumeCmd(volume(ports)).exec());
      }
    } catch (FleetException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Whether this is the block that the file itself publishes for the service. */
  static boolean isExplicit(StartRequest request, PortBlock block) {
    return explicit(request).filter(block::equals).isPresent();
  }

  /** Five ports that the file publishes one to one are the kernel's; else any block will do. */
  private static Stream<PortBlock> candidates(StartRequest request) {
    return explicit(request)
        .map(Stream::of)
        .orElseGet(
            () ->
                Stream.concat(request.preferredPorts().stream(), request.fleet().ports().blocks()));
  }

  private static Optional<PortBlock> explicit(StartRequest request) {
    NavigableSet<Integer> oneToOne = new TreeSet<>();
    for (Networking.Publication port : request.service().container().networking().ports()) {
      port.hostPort().filter(p -> p == port.containerPort()).ifPresent(oneToOne::add);
    }
    return oneToOne.stream()
        .filter(first -> first <= PortBlock.LAST)
        .map(PortBlock::new)
        .filter(block -> block.ports().allMatch(oneToOne::contains))
        .findFirst();
  }

  private static boolean isOnTheHostsNetwork(StartRequest request) {
    return request.service().container().networking().mode().filter("host"::equals).isPresent();
  }

  private static boolean isFreeOnTheHost(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private boolean take(PortBlock block, StartRequest request) {
    String nonce = UUID.randomUUID().toString();
    Map<String, String> labels =
        Map.of(
            Labels.PROJECT, request.fleet().project().value(),
            Labels.ID, request.id().value(),
            Labels.PORTS, block.toString(),
            Labels.NONCE, nonce);
    try {
      engine.call(
          "lease ports " + block,
          docker -> docker.createVolumeCmd().withName(volume(block)).withLabels(labels).exec());
    } catch (FleetException e) {
      // Podman says so to the slower of two who ask at once.
      if (e.code() == ErrorCode.CONFLICT) {
        return false;
      }
      throw e;
    }
    return nonce.equals(labels(block).get(Labels.NONCE));
  }

  /** None if the lease is given back already. */
  private Map<String, String> labels(PortBlock block) {
    try {
      InspectVolumeResponse lease =
          engine.call(
              "look at the lease of ports " + block,
              docker -> docker.inspectVolumeCmd(volume(block)).exec());
      return Objects.requireNonNullElse(lease.getLabels(), Map.of());
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Map.of();
      }
      throw e;
    }
  }

  private Set<PortBlock> leased() {
    List<InspectVolumeResponse> volumes =
        Objects.requireNonNullElse(
            engine
                .call(
                    "list the leased ports",
                    docker ->
                        docker.listVolumesCmd().withFilter("label", List.of(Labels.PORTS)).exec())
                .getVolumes(),
            List.of());
    Set<PortBlock> blocks = new HashSet<>();
    for (InspectVolumeResponse volume : volumes) {
      Labels.leasedPorts(volume.getLabels()).ifPresent(blocks::add);
    }
    return blocks;
  }

  private Set<Integer> publishedPorts() {
    List<Container> containers =
        engine.call("list the published ports", docker -> docker.listContainersCmd().exec());
    Set<Integer> ports = new HashSet<>();
    for (Container container : containers) {
      Arrays.stream(Objects.requireNonNullElse(container.getPorts(), new ContainerPort[0]))
          .map(ContainerPort::getPublicPort)
          .filter(Objects::nonNull)
          .forEach(ports::add);
    }
    return ports;
  }

  private static FleetException exhausted(StartRequest request) {
    return new FleetException(
        ErrorCode.PORTS_EXHAUSTED,
        "no block of five free ports is left in "
            + request.fleet().ports()
            + " for "
            + request.name()
            + ": stop a kernel, or widen `ports` under x-fleet");
  }
}
