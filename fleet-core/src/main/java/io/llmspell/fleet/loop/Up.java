package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
    Demand demand = new Demand(around.home(), desired, request);
    Prepared now = prepare(demand, consent);
    Plan first = now.plan();
    Look look = new Look(around);
    if (now.isDone()) {
      List<KernelView> kernels = look.at(now.seen().instances());
      if (!request.await() || isSettled(desired, first, kernels)) {
        return new UpResult(first, kernels, List.of());
      }
    }
    List<Failure> failures = execute(now, request);
    for (int looks = 1;
        looks < LOOKS
            && (wasOvertaken(failures)
                || isDoubtful(now.plan())
                || !demand.isStillFor(now.fleet()));
        looks++) {
      Prepared again = prepare(demand, consent);
      // What had to be brought along again is something that others have changed.
      boolean nothingChanged = again.plan().equals(now.plan()) && again.plan().ensures().isEmpty();
      boolean nothingLeft = failures.isEmpty() && again.isDone();
      if (nothingChanged || nothingLeft) {
        break;
      }
      now = again;
      failures = execute(now, request);
    }
    return new UpResult(first, look.at(desired.project()), failures);
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

  /** Another command at the same moment may have chosen others of a service to go. */
  private static boolean isDoubtful(Plan plan) {
    return plan.removals().stream().anyMatch(removal -> removal.instance().slot().isPresent());
  }

  /** Others work on the same fleet: what they have changed may be just as the file wants it. */
  private static boolean wasOvertaken(List<Failure> failures) {
    return failures.stream().anyMatch(failure -> failure.code() == ErrorCode.CONFLICT);
  }

  /**
   * What is left to do once everything that instances need is there.
   *
   * @param fleet as it was wanted then
   * @param plan with what was brought along for it
   * @param isDone whether nothing is left to do
   */
  private record Prepared(DesiredFleet fleet, Plan plan, ObservedFleet seen, boolean isDone) {}

  private Prepared prepare(Demand demand, Consent consent) {
    Demand.Wanted wanted = demand.now();
    Prospect now = look(wanted);
    consent.require(now.plan());
    demand.say(wanted, now.plan());
    List<Action.Ensure> ensures = now.plan().ensures();
    if (ensures.isEmpty() && demand.isStillFor(wanted.fleet())) {
      return new Prepared(wanted.fleet(), now.plan(), now.seen(), now.plan().isEmpty());
    }
    launch.ensure(wanted.fleet().project(), ensures);
    // Images have ids only now, and instances may turn out to be up to date after all; and others
    // may have said something since.
    Demand.Wanted then = demand.now();
    Prospect after = look(then);
    consent.require(after.plan());
    return new Prepared(
        then.fleet(), after.plan().after(ensures), after.seen(), after.plan().isEmpty());
  }

  private Prospect look(Demand.Wanted wanted) {
    Prospect prospect = Prospect.of(around, wanted.fleet(), wanted.scope());
    if (!prospect.seen().isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "the engine showed only a part of the fleet, so nothing was changed: "
              + String.join("; ", prospect.seen().unseen()));
    }
    return prospect;
  }

  private List<Failure> execute(Prepared prepared, UpRequest request) {
    Plan plan = prepared.plan();
    LOG.debug(
        "executing project={} starts={} replacements={} removals={} kept={}",
        prepared.fleet().project(),
        plan.starts().size(),
        plan.replacements().size(),
        plan.removals().size(),
        plan.kept().size());
    try (Execution execution = new Execution(around, prepared.fleet(), plan, launch, request)) {
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
