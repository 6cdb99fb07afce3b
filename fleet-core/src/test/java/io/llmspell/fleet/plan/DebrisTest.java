package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.NOW;
import static io.llmspell.fleet.plan.Seen.abandoned;
import static io.llmspell.fleet.plan.Seen.adHoc;
import static io.llmspell.fleet.plan.Seen.ended;
import static io.llmspell.fleet.plan.Seen.halfMade;
import static io.llmspell.fleet.plan.Seen.instance;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as left by a crash, and what as just being made. */
class DebrisTest {
  private static final ServiceSpec LUA = kernel("lua", 1);
  private static final Leftover LEASE =
      new Leftover(Leftover.Kind.LEASE, "llmspell-ports-9555", "nonce", NOW, MakerState.UNKNOWN);
  private static final Instant SOON = NOW.plusSeconds(5);

  @Test
  void whatIsYoungIsLeftToWhoeverMakesIt() {
    assertThat(Debris.at(SOON).of(seen(List.of(LEASE)))).isEmpty();
    assertThat(Debris.at(NOW.plus(Debris.GRACE).minusMillis(1)).of(seen(List.of(LEASE)))).isEmpty();
  }

  @Test
  void whatIsOldIsCollected() {
    List<Action.Collect> collects = Debris.at(NOW.plus(Debris.GRACE)).of(seen(List.of(LEASE)));
    assertThat(collects).extracting(Action.Collect::leftover).containsExactly(LEASE);
    assertThat(collects).extracting(Action.Collect::reason).containsExactly("its kernel is gone");
  }

  @Test
  void whatADeadProcessLeftIsCollectedAtOnce() {
    Leftover orphaned = new Leftover(Leftover.Kind.LEASE, "l", "nonce", NOW, MakerState.DEAD);
    assertThat(Debris.at(SOON).of(seen(List.of(orphaned)))).hasSize(1);
  }

  /** However long it takes: an hour is more than that, and less than a daemon lives. */
  @Test
  void whatALivingProcessMakesIsLeftToIt() {
    Leftover lease = new Leftover(Leftover.Kind.LEASE, "l", "nonce", NOW, MakerState.ALIVE);
    Instance half = halfMade(running(LUA, 1), MakerState.ALIVE);
    ObservedFleet seen = seen(List.of(lease), half);
    Instant anHourLater = NOW.plus(Duration.ofHours(1));
    assertThat(Debris.at(anHourLater.minusMillis(1)).cleanup(seen)).isEmpty();
    assertThat(new Debris(Duration.ZERO, NOW).cleanup(seen)).isEmpty();
    assertThat(Debris.at(anHourLater).cleanup(seen)).hasSize(2);
  }

  @Test
  void nothingIsCollectedAfterAPartialLook() {
    ObservedFleet partial =
        new ObservedFleet(
            Wanted.DEMO,
            List.of(),
            Map.of(),
            Set.of(),
            Set.of(),
            List.of("one container"),
            List.of(LEASE));
    assertThat(Debris.at(LATER).of(partial)).isEmpty();
    assertThat(Planner.plan(fleet(LUA), partial, Scope.ALL, LATER).collects()).isEmpty();
  }

  @Test
  void everyPlanCollectsWhatIsLeft() {
    Plan plan = Planner.plan(fleet(LUA), seen(List.of(LEASE), running(LUA, 1)), Scope.ALL, LATER);
    assertThat(plan.collects()).hasSize(1);
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void anInstanceWhoseMakerDiedIsReplacedAtOnce() {
    Instance half = abandoned(running(LUA, 1));
    Plan plan = Planner.plan(fleet(LUA), seen(half), Scope.ALL, SOON);
    assertThat(plan.replacements())
        .extracting(Action.Replace::reason)
        .containsExactly("it was never started");
  }

  @Test
  void anAdHocKernelThatWasNeverStartedIsRemoved() {
    Instance half = abandoned(adHoc("demo-mine"));
    Plan plan = Planner.plan(fleet(), seen(half), Scope.ALL, SOON);
    assertThat(plan.removals()).extracting(Action.Remove::instance).containsExactly(half);
  }

  @Test
  void cleanupTakesTheDeadAndTheNeverStartedAndNothingThatRuns() {
    Instance dead = ended(LUA, 1, 137);
    Instance young = instance(LUA, 2, "demo-lua-2", 1, Phase.CREATING, Optional.empty());
    Instance half = abandoned(running(LUA, 3));
    Instance alive = running(LUA, 4);
    List<Action> actions =
        new Debris(Duration.ofMinutes(1), SOON)
            .cleanup(seen(List.of(LEASE), dead, young, half, alive));
    assertThat(actions).extracting(Action::subject).containsExactly("demo-lua-1", "demo-lua-3");
    assertThat(actions)
        .extracting(Action::reason)
        .containsExactly("it has ended: exit code 137", "it was never started");
  }

  @Test
  void withoutGraceNothingIsYoung() {
    assertThat(new Debris(Duration.ZERO, NOW).cleanup(seen(List.of(LEASE)))).hasSize(1);
  }
}
