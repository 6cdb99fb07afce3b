package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands make of it when others change the fleet while they work, or die over it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class OvertakenFleetTest extends FleetOnFakeEngine {
  @Test
  void upReplacesAKernelWhoseMakerDiesWhileItIsWaitedFor() {
    upOverAMakerWhoDies(Samples.fleet(Samples.service("lua").kernel().build()), "demo-lua-1");
  }

  @Test
  void upReplacesAContainerWhoseMakerDiesWhileItIsWaitedFor() {
    upOverAMakerWhoDies(Samples.fleet(Samples.service("redis").build()), "demo-redis-1");
  }

  @Test
  void upReplacesAJobWhoseMakerDiesWhileItsEndIsWaitedFor() {
    ServiceSpec job = Samples.service("job").build();
    engine.behave(job.name(), Behaviour.dies(0));
    upOverAMakerWhoDies(
        Samples.fleet(
            job,
            Samples.service("needy").dependsOn("job", Condition.COMPLETED_SUCCESSFULLY).build()),
        "demo-job-1");
  }

  /** The second plan is the first once more, and still there was something to do. */
  @Test
  void upGoesOnWhenOthersTakeAwayTwiceWhatItNeeds() {
    engine.load(Samples.IMAGE);
    ServiceSpec service = Samples.service("redis").networks("front").build();
    DesiredFleet fleet = Samples.fleet(service);
    Resource network = new Resource.Network(Samples.network("demo_front"));
    InMemoryRuntime other = new InMemoryRuntime(engine);
    AtomicInteger starts = new AtomicInteger();
    FleetListener discarding =
        event -> {
          if (event.kind() == Kind.STARTING && starts.incrementAndGet() <= 2) {
            assertThat(other.discard(fleet.project(), network)).isTrue();
          }
        };
    assertThat(fleet(new InMemoryRuntime(engine), discarding).up(fleet, UpRequest.ALL).failures())
        .isEmpty();
    assertThat(starts).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource(KernelSpec.Connection.class)
  void theConnectionFileOfASuccessorIsNotTakenForThatOfTheOneThatIsEnded(
      KernelSpec.Connection connection) {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel(connection).build());
    fleet().up(fleet, UpRequest.ALL);
    Path file = fleet().connect(fleet.project(), "demo-lua-1");
    FleetListener faster =
        event -> {
          if (event.kind() == Kind.STOPPING) {
            fleet().stop(fleet.project(), "demo-lua-1", true);
            assertThat(file).doesNotExist();
            fleet().up(fleet, UpRequest.ALL);
          }
        };
    fleet(new InMemoryRuntime(engine), faster).stop(fleet.project(), "demo-lua-1", true);
    assertThat(engine.containers()).containsExactly("demo-lua-1");
    assertThat(file).exists();
  }

  @Test
  void anEndedKernelThatRunsAgainByNowIsNotReplaced() {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel().build());
    fleet().up(fleet, UpRequest.ALL);
    engine.crash("demo-lua-1", 1, false);
    UpResult result = fleet().up(fleet, restarting("demo-lua-1"));
    assertThat(result.plan().replacements()).hasSize(1);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .extracting(view -> view.instance().spec().attempt())
        .containsExactly(1);
  }

  @Test
  void anEndedKernelThatRunsAgainByNowIsRemovedOnlyAfterAnotherLook() {
    ServiceSpec lua = Samples.service("lua").kernel().build();
    fleet().up(Samples.fleet(lua.withReplicas(2)), UpRequest.ALL);
    engine.crash("demo-lua-2", 1, false);
    UpResult result = fleet().up(Samples.fleet(lua), restarting("demo-lua-2"));
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).hasSize(1);
    assertThat(engine.journal())
        .as("as what runs is ended")
        .filteredOn(line -> line.startsWith("stop demo-lua-"))
        .hasSize(1);
  }

  @Test
  void cleanupLeavesAKernelThatRunsAgainByNow() {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel().build());
    fleet().up(fleet, UpRequest.ALL);
    engine.crash("demo-lua-1", 1, false);
    engine.beforeNext(Operation.INSPECT, () -> engine.restart("demo-lua-1"));
    assertThat(failure(() -> fleet().cleanup(fleet, Debris.GRACE)).code())
        .isEqualTo(ErrorCode.CONFLICT);
    assertThat(engine.containers()).containsExactly("demo-lua-1");
  }

  static Stream<Consumer<Fleet>> commandsOfAPerson() {
    ProjectName project = Samples.fleet().project();
    return Stream.of(
        fleet -> fleet.down(Samples.fleet(), false),
        fleet -> fleet.stop(project, "demo-lua-1", false),
        fleet -> fleet.stopAll(project, true));
  }

  @ParameterizedTest
  @MethodSource("commandsOfAPerson")
  void whoeverWantsAnEndedKernelGoneEndsItIfItRunsAgainByNow(Consumer<Fleet> command) {
    fleet().up(Samples.fleet(Samples.service("lua").kernel().build()), UpRequest.ALL);
    engine.crash("demo-lua-1", 1, false);
    engine.beforeNext(Operation.INSPECT, () -> engine.restart("demo-lua-1"));
    command.accept(fleet());
    assertThat(engine.containers()).isEmpty();
    assertThat(engine.journal()).as("as what runs is ended").contains("stop demo-lua-1");
  }

  /** Somebody starts a container again between a plan and its execution. */
  private UpRequest restarting(String container) {
    return new UpRequest(
        Scope.ALL,
        true,
        Publish.AUTO,
        plan -> {
          engine.restart(container);
          return true;
        });
  }

  /** The first look sees what may well be started in a moment. */
  private void upOverAMakerWhoDies(DesiredFleet fleet, String container) {
    InMemoryRuntime maker = new InMemoryRuntime(engine);
    fleet(maker, FleetListener.NONE).up(fleet, NO_WAIT);
    engine.unstart(container);
    engine.beforeNext(Operation.INSPECT, maker::die);
    UpResult result = fleet().up(fleet, UpRequest.ALL);
    assertThat(result.plan().kept()).extracting(Action.Keep::subject).contains(container);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .filteredOn(view -> view.instance().name().equals(container))
        .extracting(view -> view.instance().spec().attempt())
        .containsExactly(2);
  }
}
