package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.runtime.ClaimKeeper;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kernels that wait for somebody who claims them. Whoever has the first place at one has it, and
 * takes it out of the pool by giving it another name; the fleet, too, claims one before it ends it.
 * See {@code docs/adr/0010}.
 */
final class Pool {
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

  /** Who claims what shall end: the same for everybody, so that anybody can go on with it. */
  private static final String ENDER = "0".repeat(16);

  private final Surroundings around;
  private final Optional<ClaimKeeper> keeper;

  Pool(Surroundings around) {
    this.around = around;
    this.keeper = around.runtime().offer(ClaimKeeper.class);
  }

  /**
   * Takes one that is just as required.
   *
   * @param claim the first place at a kernel, for whoever takes it
   * @param name what it is called from then on
   * @return it, which may not answer yet; empty if there is none left
   */
  Optional<Instance> take(
      ProjectName project,
      SpecHash required,
      Function<InstanceId, Claim> claim,
      Function<Instance, String> name) {
    if (keeper.isEmpty()) {
      return Optional.empty();
    }
    List<Instance> pool =
        around.instances(project).stream()
            .filter(Pool::isWaiting)
            .filter(kernel -> kernel.spec().specHash().equals(required))
            .sorted(Comparator.comparing(Instance::createdAt).thenComparing(Instance::id))
            .toList();
    Set<InstanceId> taken = pool.isEmpty() ? Set.of() : claimedByOthers(project, claim);
    return pool.stream()
        .filter(kernel -> !taken.contains(kernel.id()))
        .flatMap(kernel -> take(kernel, claim.apply(kernel.id()), name.apply(kernel)).stream())
        .findFirst();
  }

  private Set<InstanceId> claimedByOthers(ProjectName project, Function<InstanceId, Claim> claim) {
    return keeper.orElseThrow().claims(project).stream()
        .filter(c -> c.place() == 1)
        .filter(c -> !c.holder().equals(claim.apply(c.kernel()).holder()))
        .map(Claim::kernel)
        .collect(Collectors.toSet());
  }

  private Optional<Instance> take(Instance kernel, Claim claim, String name) {
    if (!keeper.orElseThrow().claim(claim)) {
      return Optional.empty();
    }
    try {
      return Optional.of(leave(kernel, name));
    } catch (FleetException e) {
      keeper.orElseThrow().release(claim);
      if (e.code() == ErrorCode.CONFLICT && !isTaken(name, kernel)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Somebody else has made, or taken, another one under the name: this one is not needed. */
  private boolean isTaken(String name, Instance kernel) {
    return around.instances(kernel.spec().project()).stream()
        .anyMatch(other -> other.name().equals(name) && !other.id().equals(kernel.id()));
  }

  /** Gives one that is claimed its own name. */
  Instance leave(Instance kernel, String name) {
    Instance left = around.runtime().rename(kernel, name);
    // As soon as it is called otherwise, another may be called so; its file is written when ready.
    around.home().removeConnectionFile(kernel.name());
    LOG.info("claimed instance={} id={} was={}", name, kernel.id(), kernel.name());
    around.listener().on(Kind.RENAMED, name, "was " + kernel.name());
    return left;
  }

  /**
   * Makes sure that nobody claims one that is about to end.
   *
   * @throws FleetException with {@code CONFLICT} if somebody has claimed it: it is his
   */
  void requireUnclaimed(Instance kernel) {
    if (!kernel.isWarm() || keeper.isEmpty()) {
      return;
    }
    Claim claim = enders(kernel);
    boolean isOurs = keeper.get().claim(claim);
    if (isOurs && isElsewhere(kernel)) {
      keeper.get().release(claim);
      isOurs = false;
    }
    if (!isOurs) {
      throw new FleetException(
          ErrorCode.CONFLICT, kernel.name() + " was claimed: it is its client's now");
    }
  }

  /** Whether what others claim of the fleet's own is about to end. */
  static boolean isEnders(Claim claim) {
    return claim.holder().equals(ENDER);
  }

  /** Its client may have given his place back since, and the others theirs not. */
  private boolean isElsewhere(Instance kernel) {
    return around
        .runtime()
        .inspect(kernel)
        .filter(now -> !now.name().equals(kernel.name()))
        .isPresent();
  }

  private static Claim enders(Instance kernel) {
    return new Claim(kernel.spec().project(), kernel.id(), 1, 1, ENDER);
  }

  /** A successor that is still beside the one that it shall replace waits for nobody. */
  private static boolean isWaiting(Instance kernel) {
    return kernel.isWarm()
        && kernel.isRunning()
        && kernel
            .slot()
            .filter(slot -> kernel.name().equals(kernel.spec().project() + "-" + slot))
            .isPresent();
  }
}
