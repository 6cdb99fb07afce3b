package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Leases as volumes: creating a volume that exists changes nothing and shows the labels of its
 * first creator, so that whoever finds his own nonce there has it. Blocks that overlap and begin at
 * different ports have different volumes: of two such leases the later one sees the other, and
 * gives way. The volume holds the kernel's files as well. From its container's creation on it can't
 * be removed before the container is; until then anybody who takes it for a leftover can, so that
 * whoever has created the container looks once more whether the lease is his.
 */
final class LeaseVolumes {
  private static final Duration RIVALS_PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Engine engine;
  private final Volumes volumes;

  LeaseVolumes(Engine engine, Volumes volumes) {
    this.engine = engine;
    this.volumes = volumes;
  }

  /**
   * Whether this lease won its ports: its volume is its own, and after that was made no lease of
   * any of these ports was seen. Two who see each other are told apart by their first port: the
   * higher one gives way, and the lower one waits for that. It waits in vain for one that was there
   * first.
   */
  boolean take(Lease lease) {
    try {
      engine.change(
          "lease ports " + lease.ports(),
          docker ->
              docker.createVolumeCmd().withName(lease.volume()).withLabels(lease.labels()).exec());
    } catch (FleetException e) {
      // Podman says so to the slower of two who ask at once.
      if (e.code() == ErrorCode.CONFLICT) {
        return false;
      }
      throw e;
    }
    long deadline = System.nanoTime() + RIVALS_PATIENCE.toNanos();
    while (true) {
      List<ListedVolume> all = all();
      if (all.stream().noneMatch(v -> v.name().equals(lease.volume()) && lease.isOf(v.labels()))) {
        return false;
      }
      Optional<PortBlock> lowest = lowestRival(lease, all);
      if (lowest.isEmpty()) {
        return true;
      }
      if (lowest.get().base() < lease.ports().base() || System.nanoTime() - deadline > 0) {
        volumes.remove(lease.volume());
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  private static Optional<PortBlock> lowestRival(Lease lease, List<ListedVolume> all) {
    return all.stream()
        .filter(v -> !v.name().equals(lease.volume()))
        .flatMap(v -> Labels.leasedPorts(v.labels()).stream())
        .filter(lease.ports()::overlaps)
        .min(Comparator.naturalOrder());
  }

  /** Whether this lease has had its ports ever since it won them. */
  boolean isHeld(Lease lease) {
    return lease.isOf(labels(lease.volume()));
  }

  /**
   * Gives back an instance's lease; idempotent. A lease that is another's by now is left alone; if
   * it becomes that just now, and is removed, he finds out.
   */
  void release(PortBlock ports, InstanceId holder) {
    String volume = Lease.volume(ports);
    if (holder.value().equals(labels(volume).get(Labels.ID))) {
      volumes.remove(volume);
    }
  }

  /**
   * Gives back a lease with which no container could be made. If somebody took it for a leftover
   * meanwhile, Podman has made the volume anew with the container, and without any labels: nobody
   * else would know it for a lease.
   */
  void giveUp(Lease lease) {
    Map<String, String> labels = labels(lease.volume());
    if (labels.isEmpty() || lease.holder().equals(labels.get(Labels.ID))) {
      volumes.remove(lease.volume());
    }
  }

  /** The ports that are leased in the whole engine. */
  Set<PortBlock> leased() {
    Set<PortBlock> blocks = new HashSet<>();
    all().forEach(volume -> Labels.leasedPorts(volume.labels()).ifPresent(blocks::add));
    return blocks;
  }

  /** The leases and claims of a project among these volumes, each with the id of its kernel. */
  static List<Held> of(ProjectName project, List<ListedVolume> volumes) {
    return volumes.stream()
        .filter(v -> project.value().equals(v.labels().get(Labels.PROJECT)))
        .filter(
            v -> Labels.leasedPorts(v.labels()).isPresent() || Labels.claim(v.labels()).isPresent())
        .map(v -> new Held(v.labels().getOrDefault(Labels.ID, ""), asLeftover(v)))
        .toList();
  }

  /** Removes a lease that was left, unless it is another's by now; whether it did. */
  boolean collect(Leftover lease) {
    return lease.mark().equals(labels(lease.name()).get(Labels.NONCE))
        && volumes.remove(lease.name());
  }

  /**
   * One lease.
   *
   * @param holder the id of the kernel that it was made for
   * @param asLeftover what it is if that kernel is no more
   */
  record Held(String holder, Leftover asLeftover) {}

  private static Leftover asLeftover(ListedVolume lease) {
    return new Leftover(
        Leftover.Kind.LEASE,
        lease.name(),
        lease.labels().getOrDefault(Labels.NONCE, ""),
        Labels.since(lease.labels()),
        Maker.stateOf(lease.labels().getOrDefault(Labels.MAKER, "")));
  }

  /** None if there is no such volume. */
  private Map<String, String> labels(String volume) {
    return volumes.find(volume).map(ListedVolume::labels).orElse(Map.of());
  }

  private List<ListedVolume> all() {
    return volumes.labelled(Labels.PORTS);
  }
}
