package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How the kernels of a changed service are replaced. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class RollingUpdateTest extends FleetOnFakeEngine {
  private static final int COUNT = 5;

  @ParameterizedTest
  @CsvSource({
    "1, STOP_FIRST",
    "2, STOP_FIRST",
    "4, STOP_FIRST",
    "1, START_FIRST",
    "3, START_FIRST"
  })
  void neverFewerAreReadyThanAllowed(int parallelism, UpdateOrder order) {
    UpdateConfig config = config(parallelism, order, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    List<Long> ready = new CopyOnWriteArrayList<>();
    FleetListener counting =
        event -> {
          if (event.kind() == Kind.REMOVED || event.kind() == Kind.STARTED) {
            ready.add(ready());
          }
        };
    assertThat(fleet(new InMemoryRuntime(engine), counting).up(blue(config), UpRequest.ALL))
        .satisfies(result -> assertThat(result.failures()).isEmpty());
    int allowed = order == UpdateOrder.START_FIRST ? COUNT : COUNT - parallelism;
    assertThat(ready).hasSizeGreaterThanOrEqualTo(2 * COUNT).allMatch(count -> count >= allowed);
    assertThat(attempts()).hasSize(COUNT).containsOnly(2);
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void whatIsIdleIsReplacedFirstAndWhatIsBusyWhenItHasFinished(UpdateOrder order) {
    UpdateConfig config = config(2, order, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    engine.behave("demo-lua-3", Behaviour.BUSY);
    FleetListener finishing =
        event -> {
          if (event.kind() == Kind.DRAINING) {
            engine.behave(event.subject(), Behaviour.ANSWERS);
          }
        };
    assertThat(
            fleet(new InMemoryRuntime(engine), finishing)
                .up(blue(config), draining(Duration.ofHours(1)))
                .failures())
        .isEmpty();
    assertThat(stops()).hasSize(COUNT);
    assertThat(stops().subList(COUNT - 2, COUNT))
        .containsExactlyInAnyOrder("stop demo-lua-1", "stop demo-lua-3");
    assertThat(attempts()).containsOnly(2);
  }

  @Test
  void whatIsBusyForeverIsReplacedAtItsDeadline() {
    UpdateConfig config = config(1, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave("demo-lua-1", Behaviour.BUSY);
    assertThat(fleet().up(blue(config), draining(Duration.ofMillis(20))).failures()).isEmpty();
    assertThat(stops()).endsWith("stop demo-lua-1");
    assertThat(attempts()).containsOnly(2);
  }

  @Test
  void aFailurePausesTheUpdateAndTheNextUpGoesOn() {
    UpdateConfig config = config(1, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave(Behaviour.dies(3));
    UpResult result = fleet().up(blue(config), UpRequest.ALL);
    assertThat(result.failures()).hasSize(COUNT);
    assertThat(result.failures())
        .filteredOn(failure -> failure.cause().contains("is paused, since demo-lua-1 failed"))
        .hasSize(COUNT - 1);
    assertThat(stops()).hasSize(1);
    engine.behave(Behaviour.ANSWERS);
    assertThat(fleet().up(blue(config), UpRequest.ALL).failures()).isEmpty();
    assertThat(attempts()).containsExactly(3, 2, 2, 2, 2);
  }

  @Test
  void aFailureDoesNotStopAnUpdateThatShallContinue() {
    UpdateConfig config = config(1, UpdateOrder.STOP_FIRST, FailureAction.CONTINUE, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave(Behaviour.dies(3));
    assertThat(fleet().up(blue(config), UpRequest.ALL).failures()).hasSize(COUNT);
    assertThat(stops()).hasSize(COUNT);
  }

  @Test
  void asManyMayFailAsTheRatioSays() {
    UpdateConfig config = config(1, UpdateOrder.START_FIRST, FailureAction.PAUSE, 0.34);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave(Behaviour.dies(3));
    UpResult result = fleet().up(blue(config), UpRequest.ALL);
    assertThat(result.failures())
        .filteredOn(failure -> failure.cause().contains("its successor failed"))
        .hasSize(2);
    assertThat(attempts()).hasSize(COUNT).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "0"})
  void aRollbackLeavesEverythingAsItWas(int parallelism) {
    UpdateConfig config = config(parallelism, UpdateOrder.START_FIRST, FailureAction.ROLLBACK, 0);
    fleet().up(red(config), UpRequest.ALL);
    List<String> before = states();
    AtomicBoolean third = new AtomicBoolean();
    FleetListener failing =
        event -> {
          if (event.kind() == Kind.READY && event.subject().equals("demo-lua-3.next")) {
            third.set(true);
            engine.crash("demo-lua-3.next", 1, false);
          }
        };
    UpdateConfig watched =
        new UpdateConfig(
            config.parallelism(),
            config.delay(),
            config.order(),
            config.failureAction(),
            Duration.ofMillis(200),
            0);
    UpResult result = fleet(new InMemoryRuntime(engine), failing).up(blue(watched), UpRequest.ALL);
    assertThat(third).isTrue();
    assertThat(result.failures())
        .hasSize(COUNT)
        .filteredOn(failure -> failure.cause().contains("rolled back, since demo-lua-3 failed"))
        .hasSize(COUNT - 1);
    assertThat(states()).isEqualTo(before);
  }

  @Test
  void anUpdateThatCanRollBackEndsNothingBeforeAllSuccessorsAreReady() {
    UpdateConfig config = config(2, UpdateOrder.START_FIRST, FailureAction.ROLLBACK, 0);
    fleet().up(red(config), UpRequest.ALL);
    assertThat(fleet().up(blue(config), UpRequest.ALL).failures()).isEmpty();
    List<String> journal = engine.journal();
    int lastStart =
        journal.lastIndexOf(
            journal.stream().filter(l -> l.startsWith("start ")).reduce((a, b) -> b).orElseThrow());
    assertThat(journal.indexOf(stops().get(0))).isGreaterThan(lastStart);
    assertThat(attempts()).containsOnly(2);
  }

  @Test
  void whatCanNotBeRolledBackIsSaid() {
    UpdateConfig config = config(1, UpdateOrder.STOP_FIRST, FailureAction.ROLLBACK, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.behave(Behaviour.dies(3));
    assertThat(fleet().up(blue(config), UpRequest.ALL).failures())
        .filteredOn(failure -> failure.cause().contains("put the file back"))
        .hasSize(COUNT - 1)
        .extracting(Failure::code)
        .containsOnly(ErrorCode.NOT_READY);
  }

  @Test
  void whatHasEndedIsReplacedBeforeAnythingThatRuns() {
    UpdateConfig config = config(1, UpdateOrder.STOP_FIRST, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    engine.crash("demo-lua-4", 1, false);
    engine.behave(Behaviour.dies(3));
    UpResult result = fleet().up(blue(config), UpRequest.ALL);
    assertThat(result.failures()).hasSize(COUNT);
    assertThat(stops()).isEmpty();
    assertThat(ready()).isEqualTo(COUNT - 1);
  }

  /** The last look at a kernel is before its stop, but its client may be faster. */
  @Test
  void aKernelThatBecomesBusyWhileItsSuccessorStartsMayFinishToo() {
    UpdateConfig config = config(1, UpdateOrder.START_FIRST, FailureAction.PAUSE, 0);
    fleet().up(red(config), UpRequest.ALL);
    List<String> drained = new CopyOnWriteArrayList<>();
    FleetListener client =
        event -> {
          if (event.kind() == Kind.STARTED && event.subject().equals("demo-lua-2.next")) {
            engine.behave("demo-lua-2", Behaviour.BUSY);
          } else if (event.kind() == Kind.DRAINING) {
            drained.add(event.subject());
            engine.behave("demo-lua-2", Behaviour.ANSWERS);
          }
        };
    assertThat(
            fleet(new InMemoryRuntime(engine), client)
                .up(blue(config), draining(Duration.ofHours(1)))
                .failures())
        .isEmpty();
    assertThat(drained).containsExactly("demo-lua-2");
  }

  private static UpdateConfig config(
      int parallelism, UpdateOrder order, FailureAction action, double ratio) {
    return new UpdateConfig(parallelism, Duration.ZERO, order, action, Duration.ZERO, ratio);
  }

  private static DesiredFleet red(UpdateConfig config) {
    return painted("red", config);
  }

  private static DesiredFleet blue(UpdateConfig config) {
    return painted("blue", config);
  }

  private static DesiredFleet painted(String colour, UpdateConfig config) {
    return Samples.fleet(
        Samples.service("lua")
            .kernel()
            .startupTimeout(Duration.ofMillis(300))
            .command(colour)
            .replicas(COUNT)
            .update(config)
            .build());
  }

  private static UpRequest draining(Duration atMost) {
    return new UpRequest(
        Scope.ALL, true, Publish.AUTO, plan -> true, Optional.of(atMost), Optional.empty());
  }

  /** In one look; a kernel here answers as soon as it runs. */
  private long ready() {
    return new InMemoryRuntime(engine)
        .observe(Observation.ofInstances(Samples.PROJECT)).instances().stream()
            .filter(Instance::isRunning)
            .count();
  }

  private List<Integer> attempts() {
    return fleet().list(Samples.PROJECT).stream().map(v -> v.instance().spec().attempt()).toList();
  }

  private List<String> stops() {
    return engine.journal().stream().filter(line -> line.startsWith("stop demo-lua-")).toList();
  }

  private List<String> states() {
    return IntStream.rangeClosed(1, COUNT)
        .mapToObj(index -> engine.state("demo-lua-" + index).orElseThrow())
        .toList();
  }
}
