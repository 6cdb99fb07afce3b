package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compose's {@code deploy} beside replicas and resources: how a service changes and where it may
 * run. None of it is in a container, so none of it belongs to the spec hash.
 *
 * @param update how instances give way to their successors
 * @param rollback how successors give way to what was there before, after a failed update; the
 *     update's own way unless the file says otherwise
 * @param restart when what has ended is started again; absent: as {@link ContainerSpec#restart()}
 *     says
 * @param labels of the service, not of its containers
 * @param placement which nodes of a swarm may run it
 */
public record Deployment(
    UpdateConfig update,
    Optional<RollbackConfig> rollback,
    Optional<RestartPolicy> restart,
    Map<String, String> labels,
    Placement placement) {
  /** What holds where the file has no {@code deploy}. */
  public static final Deployment DEFAULT =
      new Deployment(
          UpdateConfig.DEFAULT, Optional.empty(), Optional.empty(), Map.of(), Placement.ANYWHERE);

  public Deployment {
    labels = ImmutableSortedMap.copyOf(labels);
  }

  /** The default with another order of updates. */
  public static Deployment inOrder(ServiceSpec.UpdateOrder order) {
    return DEFAULT.withUpdate(UpdateConfig.DEFAULT.withOrder(order));
  }

  public Deployment withUpdate(UpdateConfig other) {
    return new Deployment(other, rollback, restart, labels, placement);
  }

  public Deployment withRestart(RestartPolicy other) {
    return new Deployment(update, rollback, Optional.of(other), labels, placement);
  }

  /**
   * Compose's {@code restart_policy}.
   *
   * @param delay between attempts
   * @param maxAttempts absent: no end of them
   * @param window how long an instance must run to count as started; absent: at once
   */
  public record RestartPolicy(
      Condition condition,
      Optional<Duration> delay,
      Optional<Integer> maxAttempts,
      Optional<Duration> window) {

    /** After which ends a start follows. */
    public enum Condition {
      NONE,
      ON_FAILURE,
      ANY
    }
  }

  /**
   * Where instances may run; only a swarm has more than one place.
   *
   * @param constraints such as {@code node.role==worker}, all of which must hold
   * @param spreads node labels over whose values instances are spread evenly, the first one first
   * @param maxReplicasPerNode absent: no limit
   */
  public record Placement(
      List<String> constraints, List<String> spreads, Optional<Integer> maxReplicasPerNode) {
    public static final Placement ANYWHERE = new Placement(List.of(), List.of(), Optional.empty());

    public Placement {
      constraints = List.copyOf(constraints);
      spreads = List.copyOf(spreads);
    }
  }
}
