package io.llmspell.fleet.process.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.checkup.LeftoversCheck;
import io.llmspell.fleet.checkup.PortsCheck;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.machine.LoopbackPorts;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.process.ProcessRuntime;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The checks of this machine as one that runs kernels as processes. They change nothing. */
public final class ProcessCheckup {
  private static final String LIMITS = "limits";
  private static final String IMAGES = "images";

  private final ProcessRuntime runtime;

  public ProcessCheckup(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * All checks, in the order in which they stand on each other.
   *
   * @param desired what the file wants, if it could be read
   * @param now by this machine's clock
   */
  public List<Check> checks(Optional<DesiredFleet> desired, Instant now) {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of("runtime", this::chosen));
    checks.add(Check.of(LIMITS, this::limits));
    desired.ifPresent(fleet -> checks.add(Check.of(IMAGES, () -> programs(fleet))));
    checks.add(Check.of("ports", () -> ports(desired)));
    desired.ifPresent(
        fleet ->
            checks.add(
                Check.of(
                    "leftovers",
                    () -> new LeftoversCheck(Debris.at(now).cleanup(observe(fleet))).look())));
    return checks;
  }

  private List<Finding> chosen() {
    return List.of(Finding.ok("runtime", runtime.capabilities().description()));
  }

  private List<Finding> limits() {
    Capabilities can = runtime.capabilities();
    return List.of(
        can.has(Ability.CPU_LIMIT)
            ? Finding.ok(LIMITS, "memory, CPU time and processes are limited")
            : Finding.note(
                LIMITS,
                "CPU time and processes are not limited, and memory is each process's own",
                "nothing, if that will do; root can limit them, and container engines do"));
  }

  private List<Finding> programs(DesiredFleet fleet) {
    return fleet.services().values().stream()
        .filter(ServiceSpec::isKernel)
        .map(Resource.Image::of)
        .distinct()
        .map(image -> program(fleet, image))
        .toList();
  }

  private Finding program(DesiredFleet fleet, Resource.Image image) {
    try {
      runtime.ensure(fleet.project(), image, FleetListener.NONE);
      return Finding.ok(IMAGES, "a program stands for " + image.reference());
    } catch (FleetException e) {
      return Finding.problem(IMAGES, e);
    }
  }

  private List<Finding> ports(Optional<DesiredFleet> desired) {
    return new PortsCheck(
            desired.map(DesiredFleet::ports).orElse(PortRange.DEFAULT),
            runtime.leasedPorts(),
            Set.of(),
            port -> !LoopbackPorts.isFree(port),
            desired.map(fleet -> PortsCheck.missing(fleet, observe(fleet))).orElse(0))
        .look();
  }

  private ObservedFleet observe(DesiredFleet fleet) {
    return runtime.observe(Observation.withoutImages(fleet));
  }
}
