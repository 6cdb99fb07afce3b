package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a keeper has under way. Each slot is worked on once at a time; nobody waits for another's
 * slot, image or update. Thread-safe.
 */
final class Works implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Works.class);

  private final Surroundings around;
  private final Supplier<Launch> launch;
  private final Outcomes outcomes;
  private final ExecutorService workers = Parallel.waitingThreads();

  /** Guarded by this; so are the others. */
  private final Set<Slot> busy = new HashSet<>();

  private final Set<String> subjects = new HashSet<>();
  private final Map<ServiceName, Integer> rolling = new HashMap<>();

  /** Hears what has come of it, from several threads. */
  interface Outcomes {
    /** A slot is free again. */
    void settled(DesiredFleet desired, Slot slot);

    /** Something else than a slot was worked on. */
    void done();

    /** A slot could not be filled, or filled anew. */
    void failed(ServiceSpec service, Slot slot, boolean update, String cause);
  }

  Works(Surroundings around, Supplier<Launch> launch, Outcomes outcomes) {
    this.around = around;
    this.launch = launch;
    this.outcomes = outcomes;
  }

  /** Slots that are being worked on. */
  synchronized Set<Slot> busy() {
    return Set.copyOf(busy);
  }

  /** Services of which instances that run are being replaced by update. */
  synchronized Set<ServiceName> rolling() {
    return Set.copyOf(rolling.keySet());
  }

  /**
   * Begins what is to be done, and does not wait for it; for networks and volumes it does.
   *
   * @throws io.llmspell.fleet.error.FleetException if those can't be had
   */
  void begin(DesiredFleet desired, Plan plan) {
    launch
        .get()
        .ensure(
            desired.project(),
            plan.ensures().stream()
                .filter(ensure -> !(ensure.resource() instanceof Resource.Image))
                .toList());
    plan.ensures().forEach(ensure -> bring(desired, ensure));
    Set<Slot> now = busy();
    plan.removals().stream()
        .filter(removal -> removal.instance().slot().filter(now::contains).isEmpty())
        .forEach(one -> once(one.subject(), () -> remove(desired, one), cause -> {}));
    plan.collects()
        .forEach(
            one -> once(one.subject(), () -> launch.get().collect(one.leftover()), cause -> {}));
    execute(desired, part(plan, plan.starts(), plan.promotions(), r -> !r.isUpdate()), false);
    plan.replacements().stream()
        .filter(Action.Replace::isUpdate)
        .map(replace -> replace.successor().service())
        .distinct()
        .forEach(
            service ->
                execute(
                    desired,
                    part(
                        plan,
                        List.of(),
                        List.of(),
                        r -> r.isUpdate() && r.successor().service().equals(service)),
                    true));
  }

  private static Plan part(
      Plan plan,
      List<Action.Start> starts,
      List<Action.Promote> promotions,
      Predicate<Action.Replace> those) {
    return new Plan(
        List.of(),
        starts,
        plan.replacements().stream().filter(those).toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        promotions,
        List.of());
  }

  /** Slots that wait for an image are held as long. */
  private void bring(DesiredFleet desired, Action.Ensure ensure) {
    if (ensure.resource() instanceof Resource.Image image) {
      once(
          ensure.subject(),
          () -> launch.get().ensure(desired.project(), List.of(ensure)),
          cause -> failedImage(desired, image, cause));
    }
  }

  private void failedImage(DesiredFleet desired, Resource.Image image, String cause) {
    desired.services().values().stream()
        .filter(service -> service.image().equals(image.reference()))
        .forEach(
            service ->
                slotsOf(service).forEach(slot -> outcomes.failed(service, slot, false, cause)));
  }

  private static Stream<Slot> slotsOf(ServiceSpec service) {
    return IntStream.rangeClosed(1, service.replicas())
        .mapToObj(index -> new Slot(service.name(), index));
  }

  private void remove(DesiredFleet desired, Action.Remove removal) {
    new Drain(around, desired, Optional.empty()).of(removal.instance());
    launch.get().endAsSeen(removal.instance());
  }

  private void once(String subject, Runnable work, Consumer<String> failed) {
    synchronized (this) {
      if (!subjects.add(subject)) {
        return;
      }
    }
    workers.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.info("failed subject={} cause={}", subject, e.getMessage());
            failed.accept(Objects.requireNonNullElse(e.getMessage(), e.toString()));
          } finally {
            synchronized (this) {
              subjects.remove(subject);
            }
            outcomes.done();
          }
        });
  }

  private void execute(DesiredFleet desired, Plan plan, boolean update) {
    Map<String, Slot> slots = slots(plan);
    if (slots.isEmpty()) {
      return;
    }
    Set<ServiceName> services =
        slots.values().stream().map(Slot::service).collect(Collectors.toCollection(TreeSet::new));
    synchronized (this) {
      busy.addAll(slots.values());
      if (update) {
        services.forEach(service -> rolling.merge(service, 1, Integer::sum));
      }
    }
    workers.execute(
        () -> {
          try {
            run(desired, plan, slots, update);
          } finally {
            synchronized (this) {
              if (update) {
                services.forEach(s -> rolling.computeIfPresent(s, (n, i) -> i == 1 ? null : i - 1));
              }
            }
            slots.values().forEach(slot -> free(desired, slot));
          }
        });
  }

  private void run(DesiredFleet desired, Plan plan, Map<String, Slot> slots, boolean update) {
    UpRequest request =
        new UpRequest(
            Scope.ALL, false, Publish.AUTO, p -> true, Optional.empty(), Optional.empty());
    Settled settled =
        (name, failure) -> {
          Slot slot = Objects.requireNonNull(slots.get(name));
          ServiceSpec service = Objects.requireNonNull(desired.services().get(slot.service()));
          failure
              .filter(f -> isSaid(f.code()))
              .ifPresent(f -> outcomes.failed(service, slot, update, f.cause()));
          free(desired, slot);
        };
    try (Execution execution =
        new Execution(around, desired, plan, launch.get(), request, settled)) {
      execution.run();
    }
  }

  /** Others were faster, or the daemon ends: the next look tells what there is to do. */
  private static boolean isSaid(ErrorCode code) {
    return code != ErrorCode.CONFLICT && code != ErrorCode.CANCELLED;
  }

  private void free(DesiredFleet desired, Slot slot) {
    boolean was;
    synchronized (this) {
      was = busy.remove(slot);
    }
    if (was) {
      workers.execute(() -> outcomes.settled(desired, slot));
    }
  }

  private static Map<String, Slot> slots(Plan plan) {
    Map<String, Slot> slots = new HashMap<>();
    plan.starts().forEach(start -> slots.put(start.subject(), start.slot()));
    plan.replacements().forEach(r -> slots.put(r.subject(), r.successor().slot()));
    plan.promotions().forEach(p -> slots.put(p.subject(), p.staged().slot().orElseThrow()));
    return slots;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
