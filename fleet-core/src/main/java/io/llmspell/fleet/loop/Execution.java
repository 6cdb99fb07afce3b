package io.llmspell.fleet.loop;

import static io.llmspell.fleet.model.ServiceSpec.Condition.COMPLETED_SUCCESSFULLY;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out one plan: slots in parallel, a service after those it depends on, and no failure of
 * one slot stops another that does not depend on it.
 */
final class Execution implements AutoCloseable {
  private final Surroundings around;
  private final DesiredFleet desired;
  private final Plan plan;
  private final Launch launch;
  private final Readiness readiness;
  private final UpRequest request;
  private final Drain drain;
  private final Succession succession;
  private final Outcome outcome;
  private final Settled settled;

  private final ExecutorService engine = Parallel.engineThreads();
  private final ExecutorService waiting = Parallel.waitingThreads();
  private final Map<ServiceName, ServiceRun> runs = new HashMap<>();

  Execution(
      Surroundings around, DesiredFleet desired, Plan plan, Launch launch, UpRequest request) {
    this(around, desired, plan, launch, request, (name, failure) -> {});
  }

  /**
   * @param settled hears of each slot once nothing more is done there
   */
  Execution(
      Surroundings around,
      DesiredFleet desired,
      Plan plan,
      Launch launch,
      UpRequest request,
      Settled settled) {
    this.settled = settled;
    this.around = around;
    this.desired = desired;
    this.plan = plan;
    this.launch = launch;
    this.readiness = launch.readiness();
    this.request = request;
    this.drain = new Drain(around, desired, request.drain());
    this.succession = new Succession(around, desired.project());
    this.outcome = new Outcome(around.listener());
  }

  /** Blocks until all is done, or has failed. */
  List<Failure> run() {
    List<Failure> failures = new ArrayList<>();
    // First, since a successor may want the name or the ports of what goes; then leases that
    // somebody else's crash has left, which may be wanted as well.
    failures.addAll(outcome.of(tasksOf(plan.removals(), this::remove)));
    failures.addAll(
        outcome.of(tasksOf(plan.collects(), c -> inEngine(() -> launch.collect(c.leftover())))));
    Map<String, CompletableFuture<?>> tasks = new TreeMap<>();
    for (ServiceSpec service : desired.services().values()) {
      runOf(service)
          .slots()
          .forEach(
              (name, slot) ->
                  tasks.put(
                      name,
                      settled(service, slot)
                          .whenComplete(
                              (done, thrown) -> settled.on(name, failure(name, thrown)))));
    }
    failures.addAll(outcome.of(tasks));
    return failures;
  }

  private static Optional<Failure> failure(String name, @Nullable Throwable thrown) {
    return Optional.ofNullable(thrown).map(t -> Outcome.describe(name, Outcome.rootOf(t)));
  }

  private static <A extends Action> Map<String, CompletableFuture<?>> tasksOf(
      List<A> actions, Function<A, CompletableFuture<?>> work) {
    Map<String, CompletableFuture<?>> tasks = new TreeMap<>();
    actions.forEach(action -> tasks.put(action.subject(), work.apply(action)));
    return tasks;
  }

  private CompletableFuture<?> remove(Action.Remove removal) {
    return CompletableFuture.runAsync(() -> drain.of(removal.instance()), waiting)
        .thenRunAsync(() -> launch.endAsSeen(removal.instance()), engine);
  }

  private CompletableFuture<?> inEngine(Runnable work) {
    return CompletableFuture.runAsync(work, engine);
  }

  /** A job that others wait for is done when it has ended well. */
  private CompletableFuture<?> settled(ServiceSpec service, SlotRun slot) {
    boolean isAwaitedJob =
        desired.services().values().stream()
            .flatMap(other -> other.dependsOn().stream())
            .anyMatch(d -> d.equals(new Dependency(service.name(), COMPLETED_SUCCESSFULLY)));
    return isAwaitedJob ? slot.completed() : slot.settled(request.await());
  }

  @Override
  public void close() {
    engine.shutdownNow();
    waiting.shutdownNow();
  }

  /** What is going on for one service; begun when it is first asked for. */
  private ServiceRun runOf(ServiceSpec service) {
    ServiceRun known = runs.get(service.name());
    if (known != null) {
      return known;
    }
    CompletableFuture<?> before =
        CompletableFuture.allOf(
            service.dependsOn().stream().map(this::gate).toArray(CompletableFuture<?>[]::new));
    Map<String, SlotRun> slots = new HashMap<>();
    plan.starts().stream()
        .filter(start -> start.service().equals(service))
        .forEach(start -> slots.put(start.name(), slotRun(service, before, () -> fill(start))));
    plan.replacements().stream()
        .filter(replace -> replace.successor().service().equals(service))
        .filter(replace -> !replace.isUpdate())
        .forEach(r -> slots.put(r.subject(), replaceRun(service, before, r)));
    plan.promotions().stream()
        .filter(promote -> promote.service().equals(service))
        .forEach(p -> slots.put(p.subject(), promoteRun(service, before, p)));
    slots.putAll(rollout(service, before, slots));
    plan.kept().stream()
        .filter(keep -> isOf(service, keep.instance()))
        .forEach(keep -> slots.put(keep.subject(), keptRun(service, keep.instance())));
    ServiceRun run = new ServiceRun(slots);
    runs.put(service.name(), run);
    return run;
  }

  private SlotRun slotRun(
      ServiceSpec service, CompletableFuture<?> before, Supplier<Instance> work) {
    return slotRun(
        before.thenApplyAsync(done -> work.get(), engine),
        instance -> readiness.await(service, instance));
  }

  private SlotRun keptRun(ServiceSpec service, Instance kept) {
    return slotRun(
        CompletableFuture.completedFuture(kept), instance -> readiness.confirm(service, instance));
  }

  private SlotRun slotRun(CompletableFuture<Instance> started, Consumer<Instance> await) {
    return new SlotRun(
        started,
        () -> started.thenAcceptAsync(await, waiting),
        () -> started.thenAcceptAsync(readiness::awaitCompletion, waiting));
  }

  private Instance fill(Action.Start start) {
    return launch.fill(desired, start, request.publish());
  }

  private Instance replace(Action.Replace replacement) {
    succession.requireThere(replacement.old());
    launch.endAsSeen(replacement.old());
    return fill(replacement.successor());
  }

  /** What has ended is lost already. */
  private SlotRun replaceRun(
      ServiceSpec service, CompletableFuture<?> before, Action.Replace replacement) {
    if (replacement.staged().isEmpty()) {
      return slotRun(service, before, () -> replace(replacement));
    }
    Update update = update(replacement);
    CompletableFuture<?> run =
        before.thenRunAsync(update::prepare, waiting).thenRunAsync(update::finish, waiting);
    return slotRun(run.thenCompose(done -> update.result()), ready -> {});
  }

  private Update update(Action.Replace replacement) {
    return new Update(
        launch, readiness, desired, request.publish(), drain, succession, engine, replacement);
  }

  /** What runs is replaced only once all else of the service is ready: so much is to be lost. */
  private Map<String, SlotRun> rollout(
      ServiceSpec service, CompletableFuture<?> before, Map<String, SlotRun> others) {
    List<Update> updates =
        plan.replacements().stream()
            .filter(replace -> replace.successor().service().equals(service))
            .filter(Action.Replace::isUpdate)
            .map(this::update)
            .toList();
    Rollout rollout = new Rollout(service, updates, new Candidates(around, drain), waiting);
    Map<String, SlotRun> slots = new HashMap<>();
    if (updates.isEmpty()) {
      return slots;
    }
    CompletableFuture<?> othersReady =
        CompletableFuture.allOf(
            others.values().stream().map(SlotRun::ready).toArray(CompletableFuture<?>[]::new));
    CompletableFuture<?> run =
        before
            .thenCompose(done -> othersReady.handle((ok, failure) -> Optional.ofNullable(failure)))
            .thenAcceptAsync(failure -> rollout.run(failure.map(Outcome::rootOf)), waiting);
    updates.forEach(
        update ->
            slots.put(
                update.name(), slotRun(run.thenCompose(done -> update.result()), ready -> {})));
    return slots;
  }

  private SlotRun promoteRun(
      ServiceSpec service, CompletableFuture<?> before, Action.Promote promotion) {
    return slotRun(
        before.thenApplyAsync(done -> launch.promote(promotion.staged(), promotion.name()), engine),
        instance -> readiness.confirm(service, instance));
  }

  private CompletableFuture<?> gate(Dependency dependency) {
    ServiceSpec needed = desired.services().get(dependency.service());
    if (needed == null) {
      return CompletableFuture.completedFuture(null);
    }
    return runOf(needed)
        .when(dependency.condition())
        .exceptionally(
            failure -> {
              throw new FleetException(
                  ErrorCode.NOT_READY,
                  "it was not started, since "
                      + needed.name()
                      + ", which it depends on, failed: "
                      + Outcome.rootOf(failure).getMessage(),
                  failure);
            });
  }

  private static boolean isOf(ServiceSpec service, Instance instance) {
    return instance.service().filter(service.name()::equals).isPresent();
  }
}
