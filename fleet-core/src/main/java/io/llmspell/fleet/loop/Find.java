package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the kernel of a requirement, or makes it. Its name follows from the requirement, so that
 * the engine lets only one make it, and everybody else finds that one; see {@code docs/adr/0007}.
 */
final class Find {
  /** How often others may be faster; of all who look at once, one has what he wants each time. */
  private static final int LOOKS = 100;

  /** How often what is found may not answer, or no ports be free. */
  private static final int FAILURES = 3;

  private final Surroundings around;
  private final Launch launch;
  private final Spawn spawn;

  /** Whether a kernel was made here that does not answer. */
  private boolean madeInVain;

  Find(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
    this.spawn = new Spawn(around, launch);
  }

  /**
   * Blocks until the kernel answers, or executes something for somebody else.
   *
   * @throws FleetException with {@code NOT_READY} if one that was made does not, with {@code
   *     CONFLICT} if others go on being faster, with {@code UNSUPPORTED} for a claim where the
   *     runtime keeps none
   */
  Found run(DesiredFleet file, FindRequest request) {
    Spawn.Prepared prepared = spawn.prepare(file, request.kernel());
    String name = name(prepared);
    Attempt attempt =
        request.places().isEmpty()
            ? () -> new Found(shared(prepared, request, name), Optional.empty())
            : new Claiming(
                this,
                around.ability(ClaimKeeper.class, "keep claims on kernels"),
                prepared,
                request,
                name);
    Optional<FleetException> last = Optional.empty();
    int failures = 0;
    for (int look = 1; look <= LOOKS && failures < FAILURES; look++) {
      try {
        return attempt.make();
      } catch (FleetException e) {
        failures += e.code() == ErrorCode.CONFLICT ? 0 : 1;
        if (madeInVain || !mayBeOthers(e)) {
          throw e;
        }
        last = Optional.of(e);
      }
    }
    throw last.orElseThrow();
  }

  /** One look, and what follows from it. */
  interface Attempt {
    Found make();
  }

  /**
   * Whether another look can help: somebody was faster, ends what was found, or leases ports only
   * to find the name taken; or what was found did not answer, and is gone now.
   */
  private static boolean mayBeOthers(FleetException failure) {
    return failure.code() == ErrorCode.CONFLICT
        || failure.code() == ErrorCode.PORTS_EXHAUSTED
        || failure.code() == ErrorCode.NOT_READY;
  }

  private static String name(Spawn.Prepared prepared) {
    return AdHocNames.found(prepared.fleet().project(), prepared.hash());
  }

  private KernelView shared(Spawn.Prepared prepared, FindRequest request, String name) {
    Optional<Instance> there =
        living(prepared, name).stream().filter(i -> i.name().equals(name)).findFirst();
    return there.isPresent()
        ? known(prepared, there.get())
        : taken(prepared, request, name)
            .map(kernel -> known(prepared, kernel))
            .orElseGet(() -> make(prepared, newId(prepared), name, request));
  }

  /**
   * Out of a pool; whoever else takes one for the same requirement meets here, and it is his too.
   */
  private Optional<Instance> taken(Spawn.Prepared prepared, FindRequest request, String name) {
    String holder = Claiming.holderOf(name);
    return taken(
        prepared, request, id -> new Claim(prepared.fleet().project(), id, 1, 1, holder), name);
  }

  /**
   * Out of a pool, under a name that only one has.
   *
   * @throws FleetException with {@code CONFLICT} if another has the name
   */
  Optional<Instance> taken(
      Spawn.Prepared prepared,
      FindRequest request,
      Function<InstanceId, Claim> claim,
      String name) {
    return request.publish() == Publish.AUTO
        ? new Pool(around)
            .take(prepared.fleet().project(), prepared.hash(), claim, instance -> name)
        : Optional.empty();
  }

  /** Another would answer no better: whoever has made one in vain gives up. */
  KernelView make(Spawn.Prepared prepared, InstanceId id, String name, FindRequest request) {
    try {
      return spawn.make(prepared, id, name, request.publish(), request.admission());
    } catch (FleetException e) {
      madeInVain = e.code() == ErrorCode.NOT_READY;
      throw e;
    }
  }

  InstanceId newId(Spawn.Prepared prepared) {
    return launch.newId(prepared.service());
  }

  /** Kernels whose name begins so and that live, by name; those that have ended go. */
  List<Instance> living(Spawn.Prepared prepared, String stem) {
    List<Instance> living = new ArrayList<>();
    for (Instance instance : around.instances(prepared.fleet().project())) {
      if (instance.slot().isEmpty() && instance.name().startsWith(stem)) {
        if (isOver(instance)) {
          launch.endAsSeen(instance);
        } else {
          living.add(instance);
        }
      }
    }
    return living;
  }

  private boolean isOver(Instance instance) {
    return instance.phase() == Phase.GONE
        || instance.phase() == Phase.STOPPING
        || Debris.at(around.clock().instant()).isNeverStarted(instance);
  }

  /** One that hangs goes, and is made anew at the next look. */
  KernelView known(Spawn.Prepared prepared, Instance kernel) {
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
