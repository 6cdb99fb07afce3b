package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the commands do to an engine. */
class FleetOnFakeEngineTest extends FleetOnFakeEngine {
  @Test
  void upBringsEverySlotToReady() {
    UpResult result = fleet().up(MIXED, UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .extracting(view -> view.instance().name())
        .containsExactly("demo-js-1", "demo-lua-1", "demo-lua-2", "demo-redis-1");
    assertThat(result.kernels()).extracting(KernelView::phase).containsOnly(Phase.READY);
    assertThat(result.kernels())
        .filteredOn(view -> view.instance().isKernel())
        .allMatch(view -> view.health() == Health.HEALTHY && view.connectionFile().isPresent());
  }

  @Test
  void upTwiceChangesNothing() {
    fleet().up(MIXED, UpRequest.ALL);
    List<String> before = states();
    UpResult second = fleet().up(MIXED, UpRequest.ALL);
    assertThat(second.plan().isEmpty()).isTrue();
    assertThat(states()).isEqualTo(before);
  }

  @Test
  void upThatHasNothingToDoAsksNothingOfSingleInstances() {
    fleet().up(MIXED, UpRequest.ALL);
    failAllQuestionsButLooks();
    UpResult second = fleet().up(MIXED, UpRequest.ALL);
    assertThat(second.failures()).isEmpty();
    assertThat(second.kernels()).hasSize(4).extracting(KernelView::phase).containsOnly(Phase.READY);
  }

  @Test
  void upWaitsForAKeptJobThatOthersNeed() {
    ServiceSpec job = Samples.service("job").build();
    fleet().up(Samples.fleet(job, Samples.service("needy").build()), UpRequest.ALL);
    ServiceSpec needy =
        Samples.service("needy").dependsOn("job", Condition.COMPLETED_SUCCESSFULLY).build();
    engine.failNext(Operation.INSPECT, 1, ErrorCode.ENGINE_ERROR);
    UpResult second = fleet().up(Samples.fleet(job, needy), UpRequest.ALL);
    assertThat(second.plan().isEmpty()).isTrue();
    assertThat(second.failures())
        .as("the job is looked at until it has ended")
        .extracting(Failure::subject)
        .containsExactly("demo-job-1");
  }

  @Test
  void upReportsAKeptKernelThatHangs() {
    DesiredFleet fleet =
        Samples.fleet(
            Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(150)).build());
    fleet().up(fleet, UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.SILENT);
    assertThat(fleet().up(fleet, UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.NOT_READY);
  }

  @Test
  void upDoesNotWaitForAKernelThatIsBusy() {
    DesiredFleet fleet =
        Samples.fleet(
            Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(300)).build());
    fleet().up(fleet, UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    assertThat(fleet().up(fleet, UpRequest.ALL).failures()).isEmpty();
  }

  @Test
  void upWithoutItsImageChangesNothing() {
    engine.unpublish(Samples.IMAGE);
    assertThat(failure(() -> fleet().up(MIXED, UpRequest.ALL)).code())
        .isEqualTo(ErrorCode.IMAGE_UNAVAILABLE);
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void upAfterAPartialLookChangesNothing() {
    fleet().up(MIXED, UpRequest.ALL);
    engine.crash("demo-lua-1", 1, false);
    engine.hide("demo-redis-1");
    List<String> journal = engine.journal();
    assertThat(failure(() -> fleet().up(MIXED, UpRequest.ALL)).code())
        .isEqualTo(ErrorCode.ENGINE_ERROR);
    assertThat(engine.journal()).isEqualTo(journal);
  }

  @Test
  void upWithoutConsentChangesNothing() {
    UpRequest refused = new UpRequest(Scope.ALL, true, Publish.AUTO, plan -> false);
    assertThat(failure(() -> fleet().up(MIXED, refused)).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(engine.journal()).isEmpty();
  }

  @Test
  void aKernelThatDiesAtItsStartIsReported() {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel().build());
    engine.behave(Behaviour.dies(3).printing("no such config"));
    List<Failure> failures = fleet().up(fleet, UpRequest.ALL).failures();
    assertThat(failures).extracting(Failure::code).containsExactly(ErrorCode.NOT_READY);
    assertThat(failures.get(0).subject()).isEqualTo("demo-lua-1");
    assertThat(failures.get(0).cause()).contains("exit code 3").contains("no such config");
  }

  @Test
  void aKernelThatNeverAnswersIsReportedAfterItsTime() {
    DesiredFleet fleet =
        Samples.fleet(
            Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(150)).build());
    engine.behave(Behaviour.SILENT);
    List<Failure> failures = fleet().up(fleet, UpRequest.ALL).failures();
    assertThat(failures).extracting(Failure::code).containsExactly(ErrorCode.NOT_READY);
    assertThat(failures.get(0).cause()).contains("did not answer");
  }

  @Test
  void oneFailureStopsOnlyWhatDependsOnIt() {
    DesiredFleet fleet =
        Samples.fleet(
            Samples.service("a-broken").kernel().build(),
            Samples.service("b-needy").kernel().dependsOn("a-broken", Condition.HEALTHY).build(),
            Samples.service("c-free").kernel().build());
    engine.behave(fleet.services().keySet().iterator().next(), Behaviour.dies(1));
    UpResult result = fleet().up(fleet, UpRequest.ALL);
    assertThat(result.failures())
        .extracting(Failure::subject)
        .containsExactlyInAnyOrder("demo-a-broken-1", "demo-b-needy-1");
    assertThat(engine.containers()).containsExactly("demo-a-broken-1", "demo-c-free-1");
  }

  @Test
  void anEngineThatFailsOnceIsMadeUpForByTheNextUp() {
    engine.failNext(Operation.START, 2, ErrorCode.ENGINE_ERROR);
    assertThat(fleet().up(MIXED, NO_WAIT).failures()).hasSize(2);
    assertThat(engine.containers()).hasSize(2);
    assertThat(fleet().up(MIXED, UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.containers()).hasSize(4);
  }

  @Test
  void downLeavesNothingOfTheFleetAndAllOfOthers() {
    engine.addForeign("demo", Set.of());
    fleet().up(MIXED, UpRequest.ALL);
    fleet().spawn(MIXED, spawn(Optional.of("mine")));
    fleet().down(MIXED, true);
    assertThat(engine.containers()).containsExactly("demo");
    assertThat(engine.journal()).contains("discard network demo_front", "discard volume demo_data");
  }

  @Test
  void aSpawnedKernelThatNeverAnswersIsGone() {
    engine.behave(Behaviour.SILENT);
    FleetException failure = failure(() -> fleet().spawn(MIXED, spawn(Optional.empty())));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_READY);
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void aReplacedKernelKeepsItsPortsAndHasANewKey() {
    DesiredFleet fleet = Samples.fleet(Samples.service("lua").kernel().build());
    KernelView first = fleet().up(fleet, UpRequest.ALL).kernels().get(0);
    engine.crash("demo-lua-1", 137, true);
    KernelView second = fleet().up(fleet, UpRequest.ALL).kernels().get(0);
    InstanceId old = first.instance().id();
    assertThat(second.instance().id()).isNotEqualTo(old);
    assertThat(second.instance().spec().attempt()).isEqualTo(2);
    assertThat(second.instance().spec().kernel().orElseThrow().ports())
        .isEqualTo(first.instance().spec().kernel().orElseThrow().ports());
    assertThat(second.connectionFile()).isEqualTo(first.connectionFile());
    assertThat(second.health()).isEqualTo(Health.HEALTHY);
  }

  @Test
  void aKernelIsSpawnedThoughNoServiceOfTheFileUsesTheFleetsNetwork() {
    ServiceSpec joining =
        Samples.service("spawned").kernel().networks(NetworkSpec.FLEET_NETWORK).build();
    DesiredFleet without = Samples.fleet(Samples.service("lua").kernel().build());
    assertThat(without.networks()).doesNotContainKey(NetworkSpec.FLEET_NETWORK);
    KernelView spawned =
        fleet().spawn(without, new SpawnRequest(joining, Optional.of("mine"), Publish.AUTO));
    assertThat(spawned.phase()).isEqualTo(Phase.READY);
  }

  private static SpawnRequest spawn(Optional<String> name) {
    return new SpawnRequest(
        Samples.service("spawned").kernel().startupTimeout(Duration.ofMillis(150)).build(),
        name,
        Publish.AUTO);
  }

  private List<String> states() {
    return engine.containers().stream().map(name -> engine.state(name).orElseThrow()).toList();
  }
}
