package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop, once: look, plan, do, and look again. If others were faster somewhere, it goes on from
 * what they made, as long as that makes a difference.
 */
final class Up {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);

  /** How often others may come in between; they do something useful each time. */
  private static final int LOOKS = 5;

  private final Surroundings around;
  private final Launch launch;

  Up(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  UpResult run(DesiredFleet desired, UpRequest request) {
    Consent consent = new Consent(request.consent());
    Plan plan = prepare(desired, request.scope(), consent);
    Plan first = plan;
    List<Failure> failures = execute(desired, plan, request);
    for (int look = 1; look < LOOKS && wasOvertaken(failures); look++) {
      Plan again = prepare(desired, request.scope().withImagesFetched(), consent);
      if (again.equals(plan)) {
        break;
      }
      plan = again;
      failures = execute(desired, plan, request);
    }
    return new UpResult(first, new Look(around).at(desired.project()), failures);
  }

  /** Others work on the same fleet: what they have changed may be just as the file wants it. */
  private static boolean wasOvertaken(List<Failure> failures) {
    return failures.stream().anyMatch(failure -> failure.code() == ErrorCode.CONFLICT);
  }

  /** What is left to do once everything that instances need is there. */
  private Plan prepare(DesiredFleet desired, Scope scope, Consent consent) {
    Plan plan = plan(desired, scope);
    consent.require(plan);
    if (plan.ensures().isEmpty()) {
      return plan;
    }
    ensure(desired, plan.ensures());
    // Images have ids only now, and instances may turn out to be up to date after all.
    Plan rest = plan(desired, scope.withImagesFetched());
    consent.require(rest);
    return rest.after(plan.ensures());
  }

  private Plan plan(DesiredFleet desired, Scope scope) {
    return Planner.plan(desired, observe(desired), scope, around.clock().instant());
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
    LOG.debug(
        "executing project={} starts={} replacements={} removals={} kept={}",
        desired.project(),
        plan.starts().size(),
        plan.replacements().size(),
        plan.removals().size(),
        plan.kept().size());
    try (Execution execution = new Execution(around, desired, plan, launch, request)) {
      return execution.run();
    }
  }

  /** Asks once for every instance that runs and would be ended. */
  private static final class Consent {
    private final Predicate<Plan> agrees;
    private final Set<InstanceId> agreed = new HashSet<>();
    private boolean asked;

    Consent(Predicate<Plan> agrees) {
      this.agrees = agrees;
    }

    void require(Plan plan) {
      List<InstanceId> ended = plan.ended().stream().map(Instance::id).toList();
      if (asked && agreed.containsAll(ended)) {
        return;
      }
      if (!agrees.test(plan)) {
        throw new FleetException(
            ErrorCode.CANCELLED,
            asked
                ? "others changed the fleet meanwhile, and you did not agree to what that needs"
                : "no kernel was touched: you did not agree");
      }
      asked = true;
      agreed.addAll(ended);
    }
  }
}
