package io.llmspell.fleet.loop;

import com.google.common.collect.Maps;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Care;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.SelfSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop, for ever: keeps a fleet as it is declared. It looks when something hints at a change,
 * and now and then anyway; each look is judged and planned anew from what is there, and what
 * follows is begun without waiting for it. Keeps nothing that another keeper would need: one that
 * is killed and started again goes on.
 *
 * <p>What can't be seen is never taken for gone: without a complete look nothing is changed.
 * Thread-safe.
 */
public final class Keeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** A look that takes longer is told, though it may come to an end. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final Surroundings around;
  private final Declaration declaration;
  private final Wants wants;
  private final Hints hints = new Hints();
  private final Pulse pulse;
  private final Streaks streaks = new Streaks();
  private final Works works;
  private final Orphans orphans = new Orphans();
  private final PoolCare pools;
  private final Culler culler;
  private final News news;
  private final Rhythm rhythm;

  private volatile FleetView view = FleetView.NONE;

  /** When the look was begun that has not ended yet. */
  private volatile Optional<Instant> looking = Optional.empty();

  Keeper(
      Surroundings around,
      Declaration declaration,
      UnaryOperator<DesiredFleet> completion,
      Supplier<Launch> launch) {
    this.around = around;
    this.declaration = declaration;
    this.wants = new Wants(around, declaration, completion);
    this.pulse = new Pulse(around, hints::give);
    this.works = new Works(around, launch, new Outcomes(launch));
    this.pools = new PoolCare(around, launch);
    this.culler = new Culler(around, launch, pulse);
    this.news = new News(around.listener(), declaration.project());
    this.rhythm = new Rhythm(around.clock(), hints, declaration);
  }

  /** Begins to keep the fleet. Idempotent. */
  public void start() {
    rhythm.start(this::round, this::beat, () -> hints.listen(around, declaration.project()));
  }

  /** The fleet as it was seen last. Does not block. */
  public FleetView view() {
    return view;
  }

  /** Something may have changed that no event tells. Does not block. */
  public void lookAgain() {
    hints.give();
  }

  /** Forgets what has failed and was given up: it is tried again now. Does not block. */
  public void tryAgain() {
    streaks.forget();
    hints.give();
  }

  /** Ends within seconds, and leaves the fleet as it is. Idempotent. */
  @Override
  public void close() {
    rhythm.close();
    works.close();
    culler.close();
    pulse.close();
  }

  /** One look, and what follows from it. */
  void round() {
    try {
      keep(wants.now());
      degraded(wants.trouble());
    } catch (FleetException e) {
      degraded(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a fault in docker-fleet", e);
      degraded("a fault in docker-fleet: " + e + "; please report it");
    }
  }

  private void keep(Optional<DesiredFleet> wanted) {
    DesiredFleet desired = wanted.orElseGet(() -> DesiredFleet.empty(declaration.project()));
    // Before the look: what is done by then may not be in it yet.
    Set<Slot> busy = works.busy();
    Set<ServiceName> rolling = works.rolling();
    Instant begun = around.clock().instant();
    ObservedFleet seen = look(desired);
    if (!seen.isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "only a part of the fleet can be seen: " + String.join("; ", seen.unseen()));
    }
    Instant now = around.clock().instant();
    Set<Slot> untouchable = untouchable(busy, seen);
    pulse.meet(desired, seen.instances());
    if (wanted.isEmpty()) {
      show(begun, seen, wanted, Optional.empty(), Care.NONE, untouchable);
      return;
    }
    Judgement judgement =
        new Judgement(desired, seen, wants.stopped(), pulse, streaks, untouchable, rolling, now);
    Care care = judgement.care();
    Scope scope = Scope.ALL.withImagesFetched().leaving(wants.stopped());
    Plan plan = orphans.leaving(Planner.plan(desired, judgement.judged(), scope, care, now), now);
    show(begun, seen, wanted, Optional.of(plan), care, untouchable);
    works.begin(desired, plan);
    pools.look(desired.project(), seen.instances(), now);
    rhythm.lookAgainAt(care.held().values().stream().flatMap(hold -> hold.until().stream()));
  }

  /**
   * Slots that are being worked on, and the one that this very program runs in, if it does in one
   * of its fleet's: it would end itself before it could make its successor.
   */
  private Set<Slot> untouchable(Set<Slot> busy, ObservedFleet seen) {
    Optional<String> self = around.runtime().offer(SelfSource.class).flatMap(SelfSource::self);
    Stream<Slot> own =
        seen.instances().stream()
            .filter(instance -> self.filter(instance.handle()::equals).isPresent())
            .flatMap(instance -> instance.slot().stream());
    return Stream.concat(busy.stream(), own).collect(Collectors.toSet());
  }

  private ObservedFleet look(DesiredFleet desired) {
    looking = Optional.of(around.clock().instant());
    try {
      return around.runtime().observe(Observation.of(desired));
    } finally {
      looking = Optional.empty();
    }
  }

  private void show(
      Instant begun,
      ObservedFleet seen,
      Optional<DesiredFleet> desired,
      Optional<Plan> plan,
      Care care,
      Set<Slot> untouchable) {
    news.of(seen.instances(), care, untouchable);
    change(
        before ->
            new FleetView(
                FleetView.State.READY,
                "",
                Optional.of(begun),
                desired,
                seen.instances().stream().map(pulse::view).toList(),
                plan,
                Maps.transformValues(care.held(), Care.Hold::reason)));
  }

  private void degraded(String reason) {
    news.state(reason);
    if (!reason.isEmpty()) {
      change(before -> before.degraded(reason));
      rhythm.tryAgainSoon();
    }
  }

  private void beat() {
    looking
        .map(since -> Duration.between(since, around.clock().instant()))
        .filter(time -> time.compareTo(SILENCE) > 0)
        .ifPresent(time -> degraded("the engine has not answered for " + time.toSeconds() + " s"));
    List<Instance> instances = view.instances().stream().map(KernelView::instance).toList();
    pulse.beat(instances);
    view.desired().ifPresent(desired -> culler.look(desired, instances));
    change(before -> before.with(before.instances().stream().map(v -> pulse.view(v.instance()))));
  }

  private synchronized void change(UnaryOperator<FleetView> change) {
    view = change.apply(view);
  }

  /** What has come of what was begun. */
  private final class Outcomes implements Works.Outcomes {
    private final Supplier<Launch> launch;

    Outcomes(Supplier<Launch> launch) {
      this.launch = launch;
    }

    /** Somebody may have wanted it empty while it was filled. */
    @Override
    public void settled(DesiredFleet desired, Slot slot) {
      try {
        if (!wants.isWanted(slot)) {
          around.instances(desired.project()).stream()
              .filter(instance -> instance.slot().filter(slot::equals).isPresent())
              .forEach(
                  instance -> {
                    new Pool(around).requireUnclaimed(instance);
                    launch.get().end(instance, Optional.of(Duration.ZERO));
                  });
        }
      } catch (FleetException e) {
        LOG.info("slot={} not looked at again: {}", slot, e.getMessage());
      }
      hints.give();
    }

    @Override
    public void failed(ServiceSpec service, Slot slot, boolean update, String cause) {
      Instant now = around.clock().instant();
      if (update) {
        streaks.failedToUpdate(service, slot, cause, now);
      } else {
        streaks.failedToStart(service, slot, cause, now);
      }
    }

    @Override
    public void done() {
      hints.give();
    }
  }
}
