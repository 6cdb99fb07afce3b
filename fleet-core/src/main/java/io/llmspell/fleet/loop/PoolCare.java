package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ClaimKeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on where a claimant, or somebody who would end a kernel of a pool, has died between the
 * claim and what follows: the kernel leaves its pool, whose it ever is, or ends.
 */
final class PoolCare {
  private static final Logger LOG = LoggerFactory.getLogger(PoolCare.class);

  /** Whoever lives needs a moment from one to the other. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private final Surroundings around;
  private final Supplier<Launch> launch;
  private final Map<InstanceId, Instant> since = new HashMap<>();

  PoolCare(Surroundings around, Supplier<Launch> launch) {
    this.around = around;
    this.launch = launch;
  }

  /** Looks for such kernels; whoever looks now and then misses none. */
  void look(ProjectName project, List<Instance> instances, Instant now) {
    List<Instance> warm = instances.stream().filter(Instance::isWarm).toList();
    Map<InstanceId, Claim> claims = warm.isEmpty() ? Map.of() : claims(project);
    since.keySet().retainAll(claims.keySet());
    for (Instance kernel : warm) {
      Claim claim = claims.get(kernel.id());
      if (claim != null
          && !since.computeIfAbsent(kernel.id(), id -> now).plus(GRACE).isAfter(now)) {
        goOn(kernel, claim);
      }
    }
  }

  private void goOn(Instance kernel, Claim claim) {
    try {
      if (Pool.isEnders(claim)) {
        launch.get().endAsSeen(kernel);
      } else {
        new Pool(around).leave(kernel, AdHocNames.of(kernel.spec().project(), kernel.id()));
      }
    } catch (FleetException e) {
      LOG.info("instance={} was claimed, and stays as it is: {}", kernel.name(), e.getMessage());
    }
  }

  private Map<InstanceId, Claim> claims(ProjectName project) {
    Map<InstanceId, Claim> first = new HashMap<>();
    around
        .runtime()
        .offer(ClaimKeeper.class)
        .map(keeper -> keeper.claims(project))
        .orElse(List.of())
        .stream()
        .filter(claim -> claim.place() == 1)
        .forEach(claim -> first.put(claim.kernel(), claim));
    return first;
  }
}
