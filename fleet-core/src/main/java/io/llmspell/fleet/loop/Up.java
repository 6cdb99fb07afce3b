package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop, once: look, plan, do, and look again. */
final class Up {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);

  private final Surroundings around;
  private final Launch launch;

  Up(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  UpResult run(DesiredFleet desired, UpRequest request) {
    ObservedFleet observed = observe(desired);
    Plan plan = Planner.plan(desired, observed, request.scope(), around.clock().instant());
    requireConsent(request, plan);
    Plan rest = plan;
    ObservedFleet seen = observed;
    if (!plan.ensures().isEmpty()) {
      ensure(desired, plan.ensures());
      // Images have ids only now, and instances may turn out to be up to date after all.
      seen = observe(desired);
      rest =
          Planner.plan(
              desired, seen, request.scope().withImagesFetched(), around.clock().instant());
    }
    if (!plan.ended().containsAll(rest.ended())) {
      requireConsent(request, rest);
    }
    LOG.debug(
        "executing project={} starts={} replacements={} removals={} kept={}",
        desired.project(),
        rest.starts().size(),
        rest.replacements().size(),
        rest.removals().size(),
        rest.kept().size());
    Look look = new Look(around);
    if (rest.isEmpty()) {
      List<KernelView> kernels = look.at(seen.instances());
      if (!request.await() || isSettled(desired, rest, kernels)) {
        return new UpResult(rest.after(plan.ensures()), kernels, List.of());
      }
    }
    List<Failure> failures = execute(desired, rest, request);
    return new UpResult(rest.after(plan.ensures()), look.at(desired.project()), failures);
  }

  /** Whether there is nothing left to wait for, as far as one look tells. */
  private static boolean isSettled(DesiredFleet desired, Plan plan, List<KernelView> kernels) {
    Set<InstanceId> kept =
        plan.kept().stream().map(keep -> keep.instance().id()).collect(Collectors.toSet());
    Set<ServiceName> awaitedJobs =
        desired.services().values().stream()
            .flatMap(service -> service.dependsOn().stream())
            .filter(dependency -> dependency.condition() == Condition.COMPLETED_SUCCESSFULLY)
            .map(Dependency::service)
            .collect(Collectors.toSet());
    return kernels.stream()
        .filter(view -> kept.contains(view.instance().id()))
        .allMatch(
            view ->
                view.instance().service().filter(awaitedJobs::contains).isPresent()
                    ? view.hasDoneItsWork()
                    : view.answers() || view.hasDoneItsWork());
  }

  private static void requireConsent(UpRequest request, Plan plan) {
    if (!request.consent().test(plan)) {
      throw new FleetException(ErrorCode.CANCELLED, "no kernel was touched: you did not agree");
    }
  }

  private ObservedFleet observe(DesiredFleet desired) {
    ObservedFleet observed = around.runtime().observe(Observation.of(desired));
    if (!observed.isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "the engine showed only a part of the fleet, so nothing was changed: "
              + String.join("; ", observed.unseen()));
    }
    return observed;
  }

  /** All or nothing: before the first instance is touched, everything that it needs is there. */
  private void ensure(DesiredFleet desired, List<Action.Ensure> ensures) {
    for (Action.Ensure ensure : ensures) {
      around.runtime().ensure(desired.project(), ensure.resource(), around.listener());
      if (!(ensure.resource() instanceof Resource.Image)) {
        around.listener().on(Kind.CREATED, ensure.subject(), "");
      }
    }
  }

  private List<Failure> execute(DesiredFleet desired, Plan plan, UpRequest request) {
    try (Execution execution = new Execution(around, desired, plan, launch, request)) {
      return execution.run();
    }
  }
}
