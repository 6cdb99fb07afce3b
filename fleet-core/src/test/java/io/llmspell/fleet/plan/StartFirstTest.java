package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.ended;
import static io.llmspell.fleet.plan.Seen.instance;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.changed;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static io.llmspell.fleet.plan.Wanted.startFirst;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Start-first updates, from wherever the last one was left. */
class StartFirstTest {
  private static final ServiceSpec OLD = startFirst(kernel("lua", 1));
  private static final ServiceSpec NEW = changed(OLD);
  private static final Instance OUTDATED = running(OLD, 1);

  @Test
  void theSuccessorOfARunningInstanceStartsBesideIt() {
    Action.Replace replace = onlyReplacement(plan(seen(OUTDATED)));
    assertThat(replace.order()).isEqualTo(UpdateOrder.START_FIRST);
    assertThat(replace.staged()).isEmpty();
    assertThat(replace.successor().name()).isEqualTo("demo-lua-1");
  }

  @Test
  void anInstanceThatHasEndedIsNotWaitedFor() {
    Action.Replace replace = onlyReplacement(plan(seen(ended(OLD, 1, 1))));
    assertThat(replace.order()).isEqualTo(UpdateOrder.STOP_FIRST);
  }

  @Test
  void aSuccessorThatIsThereAlreadyIsUsed() {
    Instance staged = staged(NEW, Phase.STARTING);
    Plan plan = plan(seen(OUTDATED, staged));
    assertThat(onlyReplacement(plan).staged()).contains(staged);
    assertThat(plan.removals()).isEmpty();
  }

  @Test
  void aSuccessorThatIsOutOfDateItselfMakesWay() {
    Instance staged = staged(OLD, Phase.STARTING);
    Plan plan = plan(seen(OUTDATED, staged));
    assertThat(onlyReplacement(plan).staged()).isEmpty();
    assertThat(plan.removals()).extracting(Action.Remove::instance).containsExactly(staged);
  }

  @Test
  void aSuccessorThatWasNeverStartedMakesWay() {
    Instance staged = Seen.abandoned(staged(NEW, Phase.CREATING));
    Plan plan = plan(seen(OUTDATED, staged));
    assertThat(onlyReplacement(plan).staged()).isEmpty();
    assertThat(plan.removals())
        .extracting(Action.Remove::reason)
        .containsExactly("it was never started");
  }

  @Test
  void aSuccessorOfWhatIsUpToDateAfterAllIsRemoved() {
    Instance current = running(NEW, 1);
    Instance staged = staged(NEW, Phase.STARTING);
    Plan plan = plan(seen(current, staged));
    assertThat(plan.kept()).extracting(Action.Keep::instance).containsExactly(current);
    assertThat(plan.removals()).extracting(Action.Remove::instance).containsExactly(staged);
  }

  @Test
  void aSuccessorWhosePredecessorIsGoneGetsItsName() {
    Instance staged = staged(NEW, Phase.STARTING);
    Plan plan = plan(seen(staged));
    assertThat(plan.promotions()).containsExactly(new Action.Promote(NEW, staged, "demo-lua-1"));
    assertThat(plan.starts()).isEmpty();
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void aDeadSuccessorWhosePredecessorIsGoneIsReplaced() {
    Instance staged =
        instance(
            NEW,
            1,
            "demo-lua-1.next",
            2,
            Phase.GONE,
            Optional.of(new Instance.Exit(1, false, "", Optional.empty())));
    Plan plan = plan(seen(staged));
    assertThat(onlyReplacement(plan).old()).isEqualTo(staged);
    assertThat(onlyReplacement(plan).order()).isEqualTo(UpdateOrder.STOP_FIRST);
    assertThat(plan.promotions()).isEmpty();
  }

  @Test
  void nothingIsPromotedAfterAPartialLook() {
    Instance staged = staged(NEW, Phase.STARTING);
    Plan plan = plan(Seen.seenInPart(staged));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.untouched()).containsExactly(staged);
  }

  private static Instance staged(ServiceSpec service, Phase phase) {
    return instance(service, 1, "demo-lua-1.next", 2, phase, Optional.empty());
  }

  private static Plan plan(ObservedFleet observed) {
    return Planner.plan(fleet(NEW), observed, Scope.ALL, LATER);
  }

  private static Action.Replace onlyReplacement(Plan plan) {
    List<Action.Replace> replacements = plan.replacements();
    assertThat(replacements).hasSize(1);
    return replacements.get(0);
  }
}
