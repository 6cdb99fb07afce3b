package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Fitting;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes one ad-hoc kernel, whole or not at all. */
final class Spawn {
  private final Surroundings around;
  private final Launch launch;

  Spawn(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  KernelView run(DesiredFleet file, SpawnRequest request) {
    ServiceSpec service = KernelDefaults.apply(request.kernel().withReplicas(1));
    DesiredFleet fleet = alone(file, service);
    service = Objects.requireNonNull(fleet.services().get(service.name()));
    ensure(fleet);
    InstanceId id = launch.newId(service);
    String name = InstanceNames.adHoc(fleet.project(), request.name().orElse(id.value()));
    Instance kernel = launch.spawn(fleet, service, id, name, request.publish());
    try {
      launch.readiness().await(service, kernel);
    } catch (FleetException e) {
      launch.end(kernel, Optional.of(Duration.ZERO));
      throw new FleetException(e.code(), name + ": " + e.getMessage(), e);
    }
    return new Look(around).thatAnswers(kernel);
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

  private void ensure(DesiredFleet alone) {
    ObservedFleet observed = around.runtime().observe(Observation.of(alone));
    launch.ensure(
        alone.project(),
        Planner.plan(alone, observed, Scope.ALL, around.clock().instant()).ensures());
  }
}
