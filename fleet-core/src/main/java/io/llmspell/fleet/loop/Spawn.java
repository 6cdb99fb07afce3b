package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import java.time.Duration;
import java.util.Map;
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
    // No service of the file may use the network that kernels of no service join.
    DesiredFleet fleet = file.withNetwork(NetworkSpec.fleetNetwork());
    ServiceSpec service = KernelDefaults.apply(request.kernel().withReplicas(1));
    ensure(fleet, service);
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

  /** What the kernel needs around it is what a fleet of it alone would need. */
  private void ensure(DesiredFleet fleet, ServiceSpec service) {
    DesiredFleet alone =
        new DesiredFleet(
            fleet.project(),
            Map.of(service.name(), service),
            Set.of(),
            fleet.networks(),
            fleet.volumes(),
            fleet.ports());
    ObservedFleet observed = around.runtime().observe(Observation.of(alone));
    for (Action.Ensure ensure :
        Planner.plan(alone, observed, Scope.ALL, around.clock().instant()).ensures()) {
      around.runtime().ensure(fleet.project(), ensure.resource(), around.listener());
    }
  }
}
