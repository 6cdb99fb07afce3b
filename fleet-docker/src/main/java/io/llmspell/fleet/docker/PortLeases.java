package io.llmspell.fleet.docker;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.machine.LoopbackPorts;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Chooses five ports for a kernel that nobody else has, and leases them. */
final class PortLeases {
  /** How often others may be faster everywhere. */
  private static final int LOOKS = 5;

  private final Observer observer;
  private final LeaseVolumes volumes;
  private final Maker maker;

  PortLeases(Observer observer, LeaseVolumes volumes, Maker maker) {
    this.observer = observer;
    this.volumes = volumes;
    this.maker = maker;
  }

  /**
   * Leases a free block, the preferred one if it is free.
   *
   * @param avoid blocks that were tried and found taken outside of the fleet
   * @throws FleetException with {@code PORTS_EXHAUSTED} if none is free
   */
  Lease lease(StartRequest request, Set<PortBlock> avoid) {
    for (int look = 1; look <= LOOKS; look++) {
      Iterator<PortBlock> free = free(request, avoid).iterator();
      if (!free.hasNext()) {
        break;
      }
      while (free.hasNext()) {
        Lease lease = Lease.of(free.next(), request, maker);
        if (volumes.take(lease)) {
          return lease;
        }
      }
    }
    throw request.portsExhausted();
  }

  private Stream<PortBlock> free(StartRequest request, Set<PortBlock> avoid) {
    Set<PortBlock> leased = volumes.leased();
    Set<Integer> published = observer.publishedPorts();
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
                && (!onTheHost || block.ports().allMatch(LoopbackPorts::isFree));
    return candidates(request).filter(isFree);
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
}
