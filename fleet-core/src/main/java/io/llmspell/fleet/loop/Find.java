package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.runtime.Observation;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the kernel of a requirement, or makes it. Its name follows from the requirement, so that
 * the engine lets only one make it, and everybody else finds that one; see {@code docs/adr/0008}.
 */
final class Find {
  /** How often what was found may turn out to be gone, or another may be faster. */
  private static final int LOOKS = 5;

  /** As many digits of its hash as tell one requirement of a project from another. */
  private static final int DIGITS = 16;

  private final Surroundings around;
  private final Launch launch;
  private final Spawn spawn;

  Find(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
    this.spawn = new Spawn(around, launch);
  }

  /**
   * Blocks until the kernel answers, or executes something for somebody else.
   *
   * @throws FleetException with {@code NOT_READY} if one that was made does not, with {@code
   *     CONFLICT} if others go on ending what is found
   */
  KernelView run(DesiredFleet file, FindRequest request) {
    Spawn.Prepared prepared = spawn.prepare(file, request.kernel());
    String name = name(prepared);
    Optional<FleetException> last = Optional.empty();
    for (int look = 1; look <= LOOKS; look++) {
      Optional<Instance> there = there(prepared, name);
      try {
        return there.isPresent()
            ? known(prepared, there.get())
            : spawn.make(prepared, launch.newId(prepared.service()), name, request.publish());
      } catch (FleetException e) {
        if (!mayBeOthers(e, there.isPresent())) {
          throw e;
        }
        last = Optional.of(e);
      }
    }
    throw last.orElseThrow();
  }

  /**
   * Whether another look can help: somebody was faster, is ending what was found, or leases ports
   * only to find the name taken; or what was found did not answer, and is gone now.
   */
  private static boolean mayBeOthers(FleetException failure, boolean found) {
    return failure.code() == ErrorCode.CONFLICT
        || failure.code() == ErrorCode.PORTS_EXHAUSTED
        || (found && failure.code() == ErrorCode.NOT_READY);
  }

  private static String name(Spawn.Prepared prepared) {
    String image =
        Objects.requireNonNull(
            prepared.images().get(prepared.service().image()), "ensured a moment ago");
    String hash = SpecHash.of(prepared.service(), image).value();
    return InstanceNames.adHoc(prepared.fleet().project(), "find-" + hash.substring(0, DIGITS));
  }

  /** What has the name now, unless it has ended: that goes. */
  private Optional<Instance> there(Spawn.Prepared prepared, String name) {
    Optional<Instance> there =
        around
            .runtime()
            .observe(Observation.ofInstances(prepared.fleet().project()))
            .instances()
            .stream()
            .filter(instance -> instance.name().equals(name))
            .findFirst();
    boolean isLeft =
        there
            .filter(
                i ->
                    i.phase() == Phase.GONE
                        || i.phase() == Phase.STOPPING
                        || Debris.at(around.clock().instant()).isNeverStarted(i))
            .isPresent();
    if (isLeft) {
      launch.endAsSeen(there.orElseThrow());
    }
    return isLeft ? Optional.empty() : there;
  }

  /** One that hangs goes, and is made anew at the next look. */
  private KernelView known(Spawn.Prepared prepared, Instance kernel) {
    try {
      launch.readiness().confirm(prepared.service(), kernel);
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_READY) {
        launch.end(kernel, Optional.of(Duration.ZERO));
      }
      throw e;
    }
    Instance now =
        around
            .runtime()
            .inspect(kernel)
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.CONFLICT, "somebody removed " + kernel.name() + ": try again"));
    return new Look(around).thatAnswers(now);
  }
}
