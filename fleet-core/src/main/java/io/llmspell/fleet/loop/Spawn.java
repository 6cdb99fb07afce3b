package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Fitting;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one ad-hoc kernel, whole or not at all. */
final class Spawn {
  private final Surroundings around;
  private final Launch launch;

  Spawn(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  /**
   * All that one kernel needs, there.
   *
   * @param fleet of this kernel alone
   * @param images which images are there, and the id of each
   */
  record Prepared(DesiredFleet fleet, ServiceSpec service, Map<ImageReference, String> images) {
    /** What the kernel is, in all its parts. */
    SpecHash hash() {
      return SpecHash.of(
          service, Objects.requireNonNull(images.get(service.image()), "ensured a moment ago"));
    }
  }

  /** Makes it, with all that it needs. */
  Spawning begin(DesiredFleet file, SpawnRequest request) {
    Prepared prepared = prepare(file, request.kernel());
    InstanceId id = launch.newId(prepared.service());
    String name = InstanceNames.adHoc(file.project(), request.name().orElse(id.value()));
    return begin(prepared, id, name, request.publish(), request.admission());
  }

  /**
   * One just like a service's, out of its pool if there is one ready.
   *
   * @throws FleetException with {@code NOT_FOUND} if the file has no such kernel service
   */
  KernelView of(DesiredFleet file, ServiceName service, Publish publish) {
    ServiceSpec kernel = require(file, service);
    Prepared prepared = prepare(file, kernel);
    String holder = Claiming.anybody();
    while (publish == Publish.AUTO) {
      Optional<Instance> taken =
          new Pool(around)
              .take(
                  file.project(),
                  prepared.hash(),
                  id -> new Claim(file.project(), id, 1, 1, holder),
                  instance -> AdHocNames.of(file.project(), instance.id()));
      if (taken.isEmpty()) {
        break;
      }
      Optional<KernelView> answers = confirmed(prepared, taken.get());
      if (answers.isPresent()) {
        return answers.get();
      }
    }
    InstanceId id = launch.newId(prepared.service());
    return make(prepared, id, AdHocNames.of(file.project(), id), publish, Admission.FREE);
  }

  private static ServiceSpec require(DesiredFleet file, ServiceName name) {
    ServiceSpec service = file.services().get(name);
    if (service == null || !service.isKernel()) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "there is no kernel service "
              + name
              + "; there are "
              + file.services().values().stream()
                  .filter(ServiceSpec::isKernel)
                  .map(kernel -> kernel.name().value())
                  .collect(Collectors.joining(", ")));
    }
    return service.withoutDependenciesOn(file.services().keySet());
  }

  /** One that hangs, or has ended, is nobody's, and goes. */
  private Optional<KernelView> confirmed(Prepared prepared, Instance kernel) {
    try {
      launch.readiness().confirm(prepared.service(), kernel);
      return Optional.of(new Look(around).thatAnswers(kernel));
    } catch (FleetException e) {
      if (e.code() != ErrorCode.NOT_READY && e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      launch.end(kernel, Optional.of(Duration.ZERO));
      return Optional.empty();
    }
  }

  /** Brings along what the kernel needs. */
  Prepared prepare(DesiredFleet file, ServiceSpec kernel) {
    DesiredFleet fleet = alone(file, KernelDefaults.apply(kernel.withReplicas(1)));
    ObservedFleet observed = around.runtime().observe(Observation.of(fleet));
    List<Action.Ensure> ensures =
        Planner.plan(fleet, observed, Scope.ALL, around.clock().instant()).ensures();
    launch.ensure(fleet.project(), ensures);
    Map<ImageReference, String> images =
        ensures.isEmpty()
            ? observed.images()
            : around.runtime().observe(Observation.of(fleet)).images();
    return new Prepared(fleet, Objects.requireNonNull(fleet.services().get(kernel.name())), images);
  }

  /** Waits until it answers; if it does not, nothing of it is left. */
  KernelView make(
      Prepared prepared, InstanceId id, String name, Publish publish, Admission admission) {
    return begin(prepared, id, name, publish, admission).await();
  }

  private Spawning begin(
      Prepared prepared, InstanceId id, String name, Publish publish, Admission admission) {
    Instance kernel = start(prepared, id, name, publish, admission);
    return new Spawning(around, launch, prepared.service(), kernel);
  }

  /** The place is held until the runtime shows what it is for. */
  @SuppressWarnings("try") // only its end matters
  private Instance start(
      Prepared prepared, InstanceId id, String name, Publish publish, Admission admission) {
    try (Admission.Place place = admission.admit(name, prepared.service())) {
      return launch.spawn(prepared.fleet(), prepared.service(), id, name, publish);
    }
  }

  /**
   * What the kernel needs around it is what a fleet of it alone would need. No service of the file
   * may use the network that kernels of no service join.
   */
  private DesiredFleet alone(DesiredFleet file, ServiceSpec service) {
    DesiredFleet joined = file.withNetwork(NetworkSpec.fleetNetwork());
    DesiredFleet alone =
        new DesiredFleet(
            file.project(),
            Map.of(service.name(), service),
            Set.of(),
            joined.networks(),
            joined.volumes(),
            file.ports());
    return Fitting.of(alone, around.runtime().capabilities()).fleet();
  }
}
