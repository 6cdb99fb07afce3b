package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and ends single instances, with all that belongs to them on this side. For one command
 * each: it knows the keys of what it started.
 */
final class Launch {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  private final Surroundings around;
  private final Connections connections;
  private final RandomGenerator random;

  Launch(Surroundings around, RandomGenerator random) {
    this.around = around;
    this.connections = new Connections(around);
    this.random = random;
  }

  /** Waits for what was started here. */
  Readiness readiness() {
    return new Readiness(around, connections);
  }

  /** All or nothing: before the first instance is touched, everything that it needs is there. */
  void ensure(ProjectName project, List<Action.Ensure> ensures) {
    for (Action.Ensure ensure : ensures) {
      around.runtime().ensure(project, ensure.resource(), around.listener());
      if (!(ensure.resource() instanceof Resource.Image)) {
        around.listener().on(Kind.CREATED, ensure.subject(), "");
      }
    }
  }

  Instance fill(DesiredFleet fleet, Action.Start start, Publish publish) {
    return start(
        fleet,
        start.service(),
        newId(start.service()),
        start.name(),
        Optional.of(start.slot()),
        start.attempt(),
        start.preferredPorts(),
        publish);
  }

  Instance spawn(
      DesiredFleet fleet, ServiceSpec service, InstanceId id, String name, Publish publish) {
    return start(fleet, service, id, name, Optional.empty(), 1, Optional.empty(), publish);
  }

  InstanceId newId(ServiceSpec service) {
    return service.isKernel() ? InstanceId.kernel(random) : InstanceId.container(random);
  }

  /** Ends an instance, whatever it does by now, and all that was made for it. */
  void end(Instance instance, Optional<Duration> grace) {
    try {
      endAsSeen(instance, grace);
    } catch (FleetException e) {
      Optional<Instance> started =
          e.code() == ErrorCode.CONFLICT && !instance.isRunning()
              ? around.runtime().inspect(instance).filter(Instance::isRunning)
              : Optional.empty();
      endAsSeen(started.orElseThrow(() -> e), grace);
    }
  }

  /**
   * Ends an instance that a plan has no use for, and all that was made for it.
   *
   * @throws FleetException with {@code CONFLICT} if it did not run when it was seen, and runs by
   *     now: it may be just what the next plan wants; or if it was in a pool, and somebody has
   *     claimed it
   */
  void endAsSeen(Instance seen) {
    new Pool(around).requireUnclaimed(seen);
    endAsSeen(seen, Optional.empty());
  }

  private void endAsSeen(Instance seen, Optional<Duration> grace) {
    around.listener().on(Kind.STOPPING, seen.name(), "");
    if (seen.isRunning()) {
      around.runtime().stop(seen, grace);
    }
    if (seen.isKernel()) {
      takeBackConnectionFile(seen);
    }
    around.runtime().remove(seen);
    LOG.info("removed instance={} id={}", seen.name(), seen.id());
    around.listener().on(Kind.REMOVED, seen.name(), "");
  }

  /**
   * As long as it is there no other has its name, and a file of that name is its own. One that runs
   * unexpectedly keeps its file: it is not removed either.
   */
  private void takeBackConnectionFile(Instance seen) {
    around
        .runtime()
        .inspect(seen)
        .filter(now -> seen.isRunning() || !now.isRunning())
        .ifPresent(now -> around.home().removeConnectionFile(now.name()));
  }

  /** A successor, beside the instance that it shall replace. */
  Instance stage(DesiredFleet fleet, Action.Start start, Publish publish) {
    return start(
        fleet,
        start.service(),
        newId(start.service()),
        InstanceNames.staged(start.name()),
        Optional.of(start.slot()),
        start.attempt(),
        Optional.empty(),
        publish);
  }

  /** Ends a staged successor at once; one that others have given the slot's name has the slot. */
  void unstage(Instance staged) {
    around
        .runtime()
        .inspect(staged)
        .filter(now -> now.name().equals(staged.name()))
        .ifPresent(now -> end(now, Optional.of(Duration.ZERO)));
  }

  /** Gives a staged successor the slot's name, and takes back its connection file. */
  Instance promote(Instance staged, String name) {
    // As soon as it is called otherwise, another successor may be called so.
    around.home().removeConnectionFile(staged.name());
    Instance promoted = around.runtime().rename(staged, name);
    LOG.info("promoted instance={} id={}", name, staged.id());
    around.listener().on(Kind.RENAMED, name, "was " + staged.name());
    return promoted;
  }

  /** Removes what a crash has left. */
  boolean collect(Leftover leftover) {
    boolean removed = around.runtime().collect(leftover);
    if (removed) {
      LOG.info("collected leftover={}", leftover.description());
      around.listener().on(Kind.REMOVED, leftover.description(), "left by a crash");
    }
    return removed;
  }

  private Instance start(
      DesiredFleet fleet,
      ServiceSpec service,
      InstanceId id,
      String name,
      Optional<Slot> slot,
      int attempt,
      Optional<PortBlock> ports,
      Publish publish) {
    around.listener().on(Kind.STARTING, name, "");
    Optional<Function<PortBlock, byte[]>> file =
        service
            .kernel()
            .filter(k -> k.connection() == Connection.PROVIDED)
            .map(k -> connections.forKernel(id.value(), service.container().networking()));
    Instance instance =
        around
            .runtime()
            .start(
                new StartRequest(
                    fleet,
                    service,
                    id,
                    name,
                    slot,
                    attempt,
                    ports,
                    passedOn(service, name),
                    file,
                    publish));
    LOG.info("started instance={} id={} attempt={}", name, id, attempt);
    around.listener().on(Kind.STARTED, name, id.value());
    return instance;
  }

  private Map<String, String> passedOn(ServiceSpec service, String name) {
    Map<String, String> values = new HashMap<>();
    for (String variable : service.container().process().passedOn()) {
      String value = around.environment().get(variable);
      if (value != null) {
        values.put(variable, value);
      }
      if ((value == null || value.isBlank()) && isApiKey(service, variable)) {
        around
            .listener()
            .on(
                Kind.WARNING,
                name,
                variable
                    + " is not set, and its config names it as api_key_env: calls to the"
                    + " provider will fail");
      }
    }
    return values;
  }

  private static boolean isApiKey(ServiceSpec service, String variable) {
    return service
        .kernel()
        .flatMap(KernelSpec::config)
        .flatMap(KernelConfig::apiKeyEnv)
        .filter(variable::equals)
        .isPresent();
  }
}
