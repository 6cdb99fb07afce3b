package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.ended;
import static io.llmspell.fleet.plan.Seen.instance;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Seen.seenInPart;
import static io.llmspell.fleet.plan.Wanted.IMAGE;
import static io.llmspell.fleet.plan.Wanted.changed;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static io.llmspell.fleet.plan.Wanted.named;
import static io.llmspell.fleet.plan.Wanted.plain;
import static io.llmspell.fleet.plan.Wanted.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the planner decides for the slots of one service. */
class PlannerTest {
  private static final ServiceSpec LUA = kernel("lua", 2);

  @Test
  void leavesAnInstanceAloneThatSomebodyIsJustStarting() {
    ServiceSpec one = kernel("lua", 1);
    Instance young = instance(one, 1, "demo-lua-1", 1, Phase.CREATING, Optional.empty());
    Plan plan = Planner.plan(fleet(one), seen(young), Scope.ALL, Seen.NOW.plusSeconds(5));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.kept()).extracting(Action.Keep::reason).containsExactly("is being started");
  }

  @Test
  void doesNotSayOfAStoppingInstanceThatItWasNeverStarted() {
    ServiceSpec one = kernel("lua", 1);
    Instance stopping = instance(one, 1, "demo-lua-1", 1, Phase.STOPPING, Optional.empty());
    Plan plan = Planner.plan(fleet(one), seen(stopping), Scope.ALL, LATER);
    assertThat(plan.replacements())
        .extracting(Action.Replace::reason)
        .containsExactly("it is being removed");
  }

  @Test
  void startsWhatIsMissing() {
    Plan plan = Planner.plan(fleet(LUA), seen(running(LUA, 1)), Scope.ALL, LATER);
    assertThat(plan.starts()).extracting(Action.Start::name).containsExactly("demo-lua-2");
    assertThat(plan.starts().get(0).attempt()).isEqualTo(1);
    assertThat(plan.starts().get(0).preferredPorts()).isEmpty();
    assertThat(plan.starts().get(0).reason()).isEqualTo("it is not there");
    assertThat(plan.kept()).hasSize(1);
  }

  @Test
  void keepsWhatIsAsTheFileWantsIt() {
    Plan plan = Planner.plan(fleet(LUA), seen(running(LUA, 1), running(LUA, 2)), Scope.ALL, LATER);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.kept()).extracting(Action.Keep::reason).containsOnly("up to date");
    assertThat(plan.ended()).isEmpty();
  }

  @Test
  void replacesAKernelWhoseSpecChanged() {
    Plan plan =
        Planner.plan(
            fleet(changed(LUA)), seen(running(LUA, 1), running(changed(LUA), 2)), Scope.ALL, LATER);
    Action.Replace replace = only(plan);
    assertThat(replace.old()).isEqualTo(running(LUA, 1));
    assertThat(replace.reason()).isEqualTo("its configuration changed");
    assertThat(replace.endsRunning()).isTrue();
    assertThat(plan.ended()).containsExactly(running(LUA, 1));
  }

  @Test
  void replacesAKernelWhoseImageIsNewer() {
    ServiceSpec one = kernel("lua", 1);
    Plan plan =
        Planner.plan(
            fleet(one), seen(Map.of(IMAGE, "sha256:2"), running(one, 1)), Scope.ALL, LATER);
    assertThat(only(plan).reason()).isEqualTo("there is a newer image fleet-kernel:latest");
  }

  @Test
  void replacesAKernelWhoseImageIsAnotherOne() {
    ServiceSpec one = kernel("lua", 1);
    ImageReference other = new ImageReference("other:2");
    Plan plan =
        Planner.plan(
            fleet(with(one, other, PullPolicy.MISSING)),
            seen(Map.of(other, Seen.V1), running(one, 1)),
            Scope.ALL,
            LATER);
    assertThat(only(plan).reason())
        .isEqualTo("its image is fleet-kernel:latest and shall be other:2");
  }

  @Test
  void keepsAKernelWhoseImageIsGoneFromTheEngine() {
    ServiceSpec one = kernel("lua", 1);
    Plan plan = Planner.plan(fleet(one), seen(Map.of(), running(one, 1)), Scope.ALL, LATER);
    assertThat(plan.kept()).extracting(Action.Keep::instance).containsExactly(running(one, 1));
    assertThat(plan.replacements()).isEmpty();
  }

  @Test
  void replacesAKernelThatHasEndedWithTheCause() {
    ServiceSpec one = kernel("lua", 1);
    Plan plan = Planner.plan(fleet(one), seen(ended(one, 1, 137)), Scope.ALL, LATER);
    assertThat(only(plan).reason()).isEqualTo("it has ended: exit code 137");
    assertThat(only(plan).endsRunning()).isFalse();
    assertThat(plan.ended()).isEmpty();
  }

  @Test
  void replacesAKernelThatEndedWell() {
    ServiceSpec one = kernel("lua", 1);
    Plan plan = Planner.plan(fleet(one), seen(ended(one, 1, 0)), Scope.ALL, LATER);
    assertThat(only(plan).reason()).isEqualTo("it has ended: exit code 0");
  }

  @Test
  void replacesAnInstanceThatWasNeverStarted() {
    ServiceSpec one = kernel("lua", 1);
    Instance created = instance(one, 1, "demo-lua-1", 1, Phase.CREATING, Optional.empty());
    Plan plan = Planner.plan(fleet(one), seen(created), Scope.ALL, LATER);
    assertThat(only(plan).reason()).isEqualTo("it was never started");
  }

  @Test
  void keepsAJobThatIsDone() {
    for (Restart restart : new Restart[] {Restart.NO, Restart.ON_FAILURE}) {
      ServiceSpec job = plain("migrate", restart);
      Plan plan = Planner.plan(fleet(job), seen(ended(job, 1, 0)), Scope.ALL, LATER);
      assertThat(plan.isEmpty()).isTrue();
      assertThat(plan.kept()).extracting(Action.Keep::reason).containsExactly("has done its work");
    }
  }

  @Test
  void replacesAJobThatFailed() {
    ServiceSpec job = plain("migrate", Restart.NO);
    Plan plan = Planner.plan(fleet(job), seen(ended(job, 1, 1)), Scope.ALL, LATER);
    assertThat(only(plan).reason()).isEqualTo("it has ended: exit code 1");
  }

  @Test
  void replacesAnEndedContainerThatShallAlwaysRun() {
    for (Restart restart : new Restart[] {Restart.ALWAYS, Restart.UNLESS_STOPPED}) {
      ServiceSpec server = plain("server", restart);
      Plan plan = Planner.plan(fleet(server), seen(ended(server, 1, 0)), Scope.ALL, LATER);
      assertThat(plan.replacements()).hasSize(1);
    }
  }

  @Test
  void aSuccessorCountsOnAndKeepsThePorts() {
    ServiceSpec one = kernel("lua", 1);
    Instance third = instance(one, 1, "demo-lua-1", 3, Phase.CREATING, Optional.empty());
    Action.Start successor =
        only(Planner.plan(fleet(one), seen(third), Scope.ALL, LATER)).successor();
    assertThat(successor.attempt()).isEqualTo(4);
    assertThat(successor.preferredPorts()).contains(new PortBlock(9555));
    assertThat(successor.slot()).isEqualTo(third.slot().orElseThrow());
    assertThat(successor.name()).isEqualTo("demo-lua-1");
  }

  @Test
  void ofSeveralInstancesInOneSlotTheRunningOneStays() {
    ServiceSpec one = kernel("lua", 1);
    Instance dead = instance(one, 1, "demo-lua-1", 7, Phase.CREATING, Optional.empty());
    Instance alive = instance(one, 1, "renamed", 2, Phase.STARTING, Optional.empty());
    Plan plan = Planner.plan(fleet(one), seen(dead, alive), Scope.ALL, LATER);
    assertThat(plan.kept()).extracting(Action.Keep::instance).containsExactly(alive);
    assertThat(plan.removals()).extracting(Action.Remove::instance).containsExactly(dead);
    assertThat(plan.removals().get(0).reason()).isEqualTo("another instance has its slot");
  }

  @Test
  void ofSeveralRunningInstancesInOneSlotTheLatestStays() {
    ServiceSpec one = kernel("lua", 1);
    Instance first = instance(one, 1, "demo-lua-1", 1, Phase.STARTING, Optional.empty());
    Instance second = instance(one, 1, "demo-lua-1-new", 2, Phase.STARTING, Optional.empty());
    Plan plan = Planner.plan(fleet(one), seen(first, second), Scope.ALL, LATER);
    assertThat(plan.kept()).extracting(Action.Keep::instance).containsExactly(second);
    assertThat(plan.ended()).containsExactly(first);
  }

  @Test
  void aContainerNameIsTheInstancesName() {
    Plan plan = Planner.plan(fleet(named("lua", "my-kernel")), seen(), Scope.ALL, LATER);
    assertThat(plan.starts()).extracting(Action.Start::name).containsExactly("my-kernel");
  }

  @Test
  void aNewContainerNameReplacesTheInstance() {
    Plan plan =
        Planner.plan(
            fleet(named("lua", "my-kernel")), seen(running(kernel("lua", 1), 1)), Scope.ALL, LATER);
    assertThat(only(plan).old().name()).isEqualTo("demo-lua-1");
    assertThat(only(plan).successor().name()).isEqualTo("my-kernel");
  }

  @Test
  void aPartialLookStartsReplacesAndRemovesNothing() {
    Instance outdated = running(changed(LUA), 1);
    Instance surplus = running(LUA, 3);
    Plan plan =
        Planner.plan(fleet(LUA.withReplicas(1)), seenInPart(outdated, surplus), Scope.ALL, LATER);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.kept()).extracting(Action.Keep::instance).containsExactly(outdated);
    assertThat(plan.untouched()).containsExactly(surplus);
  }

  private static Action.Replace only(Plan plan) {
    assertThat(plan.replacements()).hasSize(1);
    assertThat(plan.starts()).isEmpty();
    assertThat(plan.removals()).isEmpty();
    return plan.replacements().get(0);
  }
}
