package io.llmspell.fleet.docker;

import com.github.dockerjava.api.exception.NotModifiedException;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import java.time.Duration;
import java.util.Optional;

/** Ends and renames containers. */
final class Lifecycle {
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(30);

  /** How long a container may take to end where only its own settings say it. */
  private static final Duration LONGEST_GRACE = Duration.ofHours(1);

  private final Engine engine;
  private final Observer observer;
  private final LeaseVolumes leases;
  private final ClaimVolumes claims;

  Lifecycle(Engine engine, Observer observer, LeaseVolumes leases, ClaimVolumes claims) {
    this.engine = engine;
    this.observer = observer;
    this.leases = leases;
    this.claims = claims;
  }

  void stop(Instance instance, Optional<Duration> grace) {
    try {
      engine.change(
          "stop " + instance.name(),
          grace.orElse(LONGEST_GRACE),
          docker -> {
            var stop = docker.stopContainerCmd(instance.handle());
            grace.ifPresent(g -> stop.withTimeout((int) g.toSeconds()));
            try {
              return stop.exec();
            } catch (NotModifiedException hasEnded) {
              return docker;
            }
          });
    } catch (FleetException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** Only what was seen to run is killed: without force an engine refuses what runs by now. */
  void remove(Instance instance) {
    removeContainer(instance.handle(), instance.name(), instance.isRunning());
    instance
        .spec()
        .kernel()
        .map(Instance.KernelFacts::ports)
        .ifPresent(ports -> leases.release(ports, instance.id()));
    // Other kernels in slots belong to everybody; asking for their claims would take its time.
    if (instance.isKernel() && (instance.slot().isEmpty() || instance.isWarm())) {
      claims.end(instance.spec().project(), instance.id());
    }
  }

  void signal(Instance instance, String signal) {
    engine.changeOnce(
        "send " + signal + " to " + instance.name(),
        docker -> docker.killContainerCmd(instance.handle()).withSignal(signal).exec());
  }

  /** Gives a container another name, which only one can have. */
  Instance rename(Instance instance, String name) {
    if (!instance.mayBecome(name)) {
      throw new IllegalArgumentException(instance.name() + " can't become " + name);
    }
    if (instance.isWarm()) {
      requireStillCalled(instance, name);
    }
    try {
      engine.changeOnce(
          "rename " + instance.name() + " to " + name,
          docker -> docker.renameContainerCmd(instance.handle()).withName(name).exec());
    } catch (FleetException e) {
      Optional<Instance> renamed = observer.again(instance).filter(i -> i.name().equals(name));
      if (renamed.isEmpty() && e.code() == ErrorCode.NOT_FOUND) {
        throw new FleetException(
            ErrorCode.CONFLICT, instance.name() + " is gone: somebody removed it", e);
      }
      if (renamed.isEmpty()) {
        throw e;
      }
    }
    return observer
        .again(instance)
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.CONFLICT, "somebody removed " + name + " as it got its name"));
  }

  /** Of those who take it out of its pool one at a time may, so nobody comes between. */
  private void requireStillCalled(Instance instance, String wanted) {
    String now = observer.again(instance).map(Instance::name).orElse("");
    if (!now.equals(instance.name()) && !now.equals(wanted)) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          instance.name() + (now.isEmpty() ? " is gone" : " is called " + now + " by now"));
    }
  }

  /**
   * Somebody else may be removing it as well: whoever comes second waits for the first.
   *
   * @param force whether it is killed if it runs; if not, that is a {@code CONFLICT}
   */
  void removeContainer(String container, String name, boolean force) {
    try {
      engine.change(
          "remove " + name,
          docker ->
              docker.removeContainerCmd(container).withForce(force).withRemoveVolumes(true).exec());
    } catch (FleetException e) {
      boolean goes =
          e.code() == ErrorCode.NOT_FOUND
              || (e.code() == ErrorCode.CONFLICT
                  && (force || !isRunning(container))
                  && observer.awaitGone(container, REMOVAL_PATIENCE));
      if (!goes) {
        throw e;
      }
    }
  }

  private boolean isRunning(String container) {
    return observer.byId(container).filter(Instance::isRunning).isPresent();
  }
}
