package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Fewer and more kernels, and slots that are stopped by hand. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class ScalingTest extends FleetOnFakeEngine {
  private static final ServiceSpec LUA =
      Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(150)).replicas(3).build();
  private static final Slot SECOND = new Slot(LUA.name(), 2);

  @Test
  void whatIsBusyStaysAndWhatIsIdleGoes() {
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    engine.behave("demo-lua-3", Behaviour.BUSY);
    engine.behave("demo-lua-2", Behaviour.BUSY);
    assertThat(fleet().up(scaled(2), UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-2", "demo-lua-3");
    assertThat(fleet().up(scaled(2), UpRequest.ALL).plan().isEmpty()).isTrue();
  }

  @Test
  void moreFillsTheLowestSlotsThatAreFree() {
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    engine.behave("demo-lua-3", Behaviour.BUSY);
    fleet().up(scaled(1), UpRequest.ALL);
    engine.behave("demo-lua-3", Behaviour.ANSWERS);
    assertThat(fleet().up(scaled(2), UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-3");
  }

  @Test
  void aBusyKernelEndsWhenItHasFinished() {
    fleet().up(scaled(1), UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    FleetListener finishing = whenDraining(() -> engine.behave("demo-lua-1", Behaviour.ANSWERS));
    assertThat(
            fleet(new InMemoryRuntime(engine), finishing)
                .up(scaled(0), draining(Duration.ofHours(1)))
                .failures())
        .isEmpty();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void aBusyKernelEndsAtItsDeadline() {
    fleet().up(scaled(1), UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    assertThat(fleet().up(scaled(0), draining(Duration.ofMillis(50))).failures()).isEmpty();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void aBusyKernelThatDiesIsNotWaitedFor() {
    fleet().up(scaled(1), UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    FleetListener crashing = whenDraining(() -> engine.crash("demo-lua-1", 1, false));
    fleet(new InMemoryRuntime(engine), crashing).up(scaled(0), draining(Duration.ofHours(1)));
    assertThat(engine.containers()).isEmpty();
  }

  /** Two commands at the same moment may see different kernels at work. */
  @Test
  void ifAnotherCommandLetsAnotherKernelGoTheSlotIsFilledAgain() {
    fleet().up(scaled(2), UpRequest.ALL);
    engine.behave("demo-lua-2", Behaviour.BUSY);
    FleetListener other =
        event -> {
          if (event.kind() == Kind.REMOVED) {
            fleet().stop(Samples.PROJECT, "demo-lua-2", true);
          }
        };
    assertThat(fleet(new InMemoryRuntime(engine), other).up(scaled(1), UpRequest.ALL).failures())
        .isEmpty();
    assertThat(engine.containers()).hasSize(1);
  }

  @Test
  void aSlotThatIsStoppedByHandIsRecordedUntilUpFillsIt() {
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    fleet().stop(Samples.PROJECT, "demo-lua-2", false);
    assertThat(home().inputs(Samples.PROJECT).stopped()).containsExactly(SECOND);
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    assertThat(home().inputs(Samples.PROJECT).stopped()).isEmpty();
    assertThat(engine.containers()).hasSize(3);
  }

  @Test
  void aSlotThatIsStoppedStaysEmptyIfOnlyOthersAreWanted() {
    DesiredFleet fleet = Samples.fleet(LUA, Samples.service("js").kernel().build());
    fleet().up(fleet, UpRequest.ALL);
    fleet().stop(Samples.PROJECT, "demo-lua-2", false);
    Scope others = new Scope(Set.of(), false, false, home().inputs(Samples.PROJECT).stopped());
    fleet().up(fleet, new UpRequest(others, true, Publish.AUTO, plan -> true));
    assertThat(engine.containers()).doesNotContain("demo-lua-2").hasSize(3);
    assertThat(home().inputs(Samples.PROJECT).stopped()).containsExactly(SECOND);
  }

  @Test
  void aSlotThatIsStoppedIsForgottenIfItIsOneTooManyFromNowOn() {
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    fleet().stop(Samples.PROJECT, "demo-lua-3", false);
    fleet().up(scaled(2), UpRequest.ALL);
    assertThat(home().inputs(Samples.PROJECT).stopped()).isEmpty();
  }

  @Test
  void stopAllStopsEverySlotAndDownForgetsThem() {
    fleet().up(Samples.fleet(LUA), UpRequest.ALL);
    fleet().stopAll(Samples.PROJECT, true);
    assertThat(home().inputs(Samples.PROJECT).stopped()).hasSize(3);
    fleet().down(Samples.fleet(LUA), false);
    assertThat(home().inputs(Samples.PROJECT)).isEqualTo(Inputs.NONE);
  }

  @Test
  void whatUpWasAskedForIsRecordedBeforeAnythingIsDone() {
    Inputs asked =
        new Inputs(
            List.of(Path.of("/compose.yaml")),
            List.of("dev"),
            Map.of(new ServiceName("lua"), 3),
            Set.of());
    engine.failNext(Operation.ENSURE, 1, ErrorCode.DISK_FULL);
    failure(
        () ->
            fleet()
                .up(
                    Samples.fleet(LUA),
                    new UpRequest(
                        Scope.ALL,
                        true,
                        Publish.AUTO,
                        plan -> true,
                        Optional.empty(),
                        Optional.of(asked))));
    assertThat(home().inputs(Samples.PROJECT)).isEqualTo(asked);
  }

  @Test
  void whatNobodyAgreedToIsNotRecorded() {
    UpRequest refused =
        new UpRequest(
            Scope.ALL,
            true,
            Publish.AUTO,
            plan -> false,
            Optional.empty(),
            Optional.of(new Inputs(List.of(), List.of("dev"), Map.of(), Set.of())));
    failure(() -> fleet().up(Samples.fleet(LUA), refused));
    assertThat(home().inputs(Samples.PROJECT)).isEqualTo(Inputs.NONE);
  }

  private static DesiredFleet scaled(int replicas) {
    return Samples.fleet(LUA.withReplicas(replicas));
  }

  private static UpRequest draining(Duration atMost) {
    return new UpRequest(
        Scope.ALL, true, Publish.AUTO, plan -> true, Optional.of(atMost), Optional.empty());
  }

  private static FleetListener whenDraining(Runnable doing) {
    return event -> {
      if (event.kind() == Kind.DRAINING) {
        doing.run();
      }
    };
  }
}
