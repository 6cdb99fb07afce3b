package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.InstanceNames;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The plainest loop there can be: it does what a plan says, one thing after the other. */
final class PlanApplier {
  private final KernelRuntime runtime;
  private final DesiredFleet desired;
  private final RandomGenerator random;

  PlanApplier(KernelRuntime runtime, DesiredFleet desired, RandomGenerator random) {
    this.runtime = runtime;
    this.desired = desired;
    this.random = random;
  }

  Plan plan(Scope scope) {
    return Planner.plan(desired, runtime.observe(Observation.of(desired)), scope, Samples.LATER);
  }

  /** One round: bring along what is missing, look again, and change what has to be changed. */
  void round(Scope scope) {
    for (Action.Ensure ensure : plan(scope).ensures()) {
      runtime.ensure(desired.project(), ensure.resource(), FleetListener.NONE);
    }
    Plan plan = plan(scope.withImagesFetched());
    plan.removals().forEach(removal -> runtime.remove(removal.instance()));
    plan.collects().forEach(collect -> runtime.collect(collect.leftover()));
    for (Action.Replace replacement : plan.replacements()) {
      if (replacement.order() == UpdateOrder.STOP_FIRST) {
        runtime.remove(replacement.old());
        start(replacement.successor(), replacement.subject());
      } else {
        update(replacement);
      }
    }
    plan.promotions().forEach(promote -> runtime.rename(promote.staged(), promote.name()));
    plan.starts().forEach(start -> start(start, start.name()));
  }

  private void update(Action.Replace replacement) {
    String name = InstanceNames.staged(replacement.subject());
    Optional<Instance> staged = replacement.staged().or(() -> start(replacement.successor(), name));
    runtime.remove(replacement.old());
    staged.ifPresent(instance -> runtime.rename(instance, replacement.subject()));
  }

  /** A name that another instance of the fleet gives up in this round is had in the next. */
  private Optional<Instance> start(Action.Start start, String name) {
    try {
      return Optional.of(runtime.start(request(start, name)));
    } catch (FleetException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private StartRequest request(Action.Start start, String name) {
    return new StartRequest(
        desired,
        start.service(),
        start.service().isKernel() ? InstanceId.kernel(random) : InstanceId.container(random),
        name,
        Optional.of(start.slot()),
        start.attempt(),
        start.preferredPorts(),
        Map.of(),
        Optional.empty(),
        StartRequest.Publish.AUTO);
  }
}
