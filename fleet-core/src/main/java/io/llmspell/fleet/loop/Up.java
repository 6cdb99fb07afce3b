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
import io.llmspell.fleet.plan.Scope;
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
    Prepared now = prepare(desired, request, request.scope(), consent);
    Plan first = now.plan();
    Look look = new Look(around);
    if (now.isDone()) {
      List<KernelView> kernels = look.at(now.seen().instances());
      if (!request.await() || isSettled(desired, first, kernels)) {
        return new UpResult(first, kernels, List.of());
      }
    }
    List<Failure> failures = execute(desired, first, request);
    for (int looks = 1;
        looks < LOOKS && (wasOvertaken(failures) || isDoubtful(now.plan()));
        looks++) {
      Prepared again = prepare(desired, request, request.scope().withImagesFetched(), consent);
      // What had to be brought along again is something that others have changed.
      boolean nothingChanged = again.plan().equals(now.plan()) && again.plan().ensures().isEmpty();
      boolean nothingLeft = failures.isEmpty() && again.isDone();
      if (nothingChanged || nothingLeft) {
        break;
      }
      now = again;
      failures = execute(desired, now.plan(), request);
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
   * @param plan with what was brought along for it
   * @param isDone whether nothing is left to do
   */
  private record Prepared(Plan plan, ObservedFleet seen, boolean isDone) {}

  private Prepared prepare(DesiredFleet desired, UpRequest request, Scope scope, Consent consent) {
    Prospect now = look(desired, scope);
    consent.require(now.plan());
    record(desired, request, now.plan());
    List<Action.Ensure> ensures = now.plan().ensures();
    if (ensures.isEmpty()) {
      return new Prepared(now.plan(), now.seen(), now.plan().isEmpty());
    }
    launch.ensure(desired.project(), ensures);
    // Images have ids only now, and instances may turn out to be up to date after all.
    Prospect after = look(desired, scope.withImagesFetched());
    consent.require(after.plan());
    return new Prepared(after.plan().after(ensures), after.seen(), after.plan().isEmpty());
  }

  private Prospect look(DesiredFleet desired, Scope scope) {
    Prospect prospect = Prospect.of(around, desired, scope);
    if (!prospect.seen().isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "the engine showed only a part of the fleet, so nothing was changed: "
              + String.join("; ", prospect.seen().unseen()));
    }
    return prospect;
  }

  /** What is filled from now on is not stopped any more, whatever becomes of this command. */
  private void record(DesiredFleet desired, UpRequest request, Plan plan) {
    around
        .home()
        .updateInputs(
            desired.project(),
            before ->
                request
                    .inputs()
                    .orElse(before)
                    .withStopped(before.stopped())
                    .filling(plan.filled()));
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
