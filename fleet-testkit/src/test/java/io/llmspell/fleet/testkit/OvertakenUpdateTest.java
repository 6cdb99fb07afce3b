package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What becomes of a start-first update when others work on the same slot, or die over it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class OvertakenUpdateTest extends FleetOnFakeEngine {
  private static final String OLD = "demo-lua-1";
  private static final String STAGED = "demo-lua-1.next";

  /** For whoever made it, it may be ready, and about to get its name. */
  @Test
  void anUpdateEndsOnlyASuccessorThatItMadeItself() {
    stagedByOneWhoDied();
    engine.behave(STAGED, Behaviour.SILENT);
    assertThat(fleet().up(blue(), UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.NOT_READY);
    assertThat(engine.containers()).containsExactly(OLD, STAGED);
  }

  @Test
  void anUpdateEndsItsOwnSuccessorThatNeverAnswers() {
    fleet().up(red(), UpRequest.ALL);
    engine.behave(Behaviour.SILENT);
    assertThat(fleet().up(blue(), UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.NOT_READY);
    assertThat(engine.containers()).containsExactly(OLD);
  }

  /** Somebody may use it already. */
  @Test
  void aSuccessorOfOthersMayBeBusy() {
    Instance staged = stagedByOneWhoDied();
    engine.behave(STAGED, Behaviour.BUSY);
    UpResult result = fleet().up(blue(), UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .extracting(view -> view.instance().id())
        .containsExactly(staged.id());
    assertThat(engine.containers()).containsExactly(OLD);
  }

  @Test
  void aSuccessorThatIsAloneInItsSlotMayBeBusy() {
    stagedByOneWhoDied();
    fleet().stop(Samples.PROJECT, OLD, true);
    engine.behave(STAGED, Behaviour.BUSY);
    assertThat(fleet().up(blue(), UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.containers()).containsExactly(OLD);
  }

  @Test
  void theOldOneStaysIfOthersRemoveItsSuccessorJustBeforeItTakesOver() {
    fleet().up(red(), UpRequest.ALL);
    String old = engine.state(OLD).orElseThrow();
    FleetListener other = whenStagedIsReady(() -> fleet().stop(Samples.PROJECT, STAGED, true));
    assertThat(fleet(new InMemoryRuntime(engine), other).up(blue(), UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.CONFLICT);
    assertThat(engine.state(OLD)).contains(old);
    assertThat(fleet().up(blue(), UpRequest.ALL).failures()).isEmpty();
    assertThat(engine.state(OLD)).get().isNotEqualTo(old);
  }

  @Test
  void theOldOneStaysIfItsSuccessorEndsJustBeforeItTakesOver() {
    fleet().up(red(), UpRequest.ALL);
    String old = engine.state(OLD).orElseThrow();
    FleetListener crashing = whenStagedIsReady(() -> engine.crash(STAGED, 3, false));
    assertThat(fleet(new InMemoryRuntime(engine), crashing).up(blue(), UpRequest.ALL).failures())
        .extracting(Failure::code)
        .containsExactly(ErrorCode.NOT_READY);
    assertThat(engine.state(OLD)).contains(old);
  }

  /** Somebody uses it already. */
  @Test
  void whatOthersHaveGivenTheSlotsNameIsNotTakenBack() {
    fleet().up(red(), UpRequest.ALL);
    UpdateConfig watched =
        new UpdateConfig(
            1,
            Duration.ZERO,
            UpdateOrder.START_FIRST,
            FailureAction.ROLLBACK,
            Duration.ofMillis(100),
            0);
    DesiredFleet carefully =
        blue().mapServices(s -> s.withDeployment(s.deployment().withUpdate(watched)));
    FleetListener other =
        whenStagedIsReady(
            () -> {
              assertThat(fleet().up(blue(), UpRequest.ALL).failures()).isEmpty();
              engine.failNext(Operation.INSPECT, 1, ErrorCode.ENGINE_ERROR);
            });
    assertThat(fleet(new InMemoryRuntime(engine), other).up(carefully, UpRequest.ALL).failures())
        .isNotEmpty();
    assertThat(engine.containers()).containsExactly(OLD);
  }

  @Test
  void aRestartEndsBothTheOldOneAndTheSuccessorBesideIt() {
    stagedByOneWhoDied();
    UpResult result = fleet().restart(blue(), List.of("lua"), Publish.AUTO);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .extracting(view -> view.instance().spec().attempt())
        .containsExactly(2);
    assertThat(engine.containers()).containsExactly(OLD);
  }

  @Test
  void aRestartReplacesASuccessorThatIsAloneInItsSlot() {
    Instance staged = stagedByOneWhoDied();
    fleet().stop(Samples.PROJECT, OLD, true);
    UpResult result = fleet().restart(blue(), List.of("lua-1"), Publish.AUTO);
    assertThat(result.failures()).isEmpty();
    assertThat(result.kernels())
        .extracting(view -> view.instance().id())
        .doesNotContain(staged.id())
        .hasSize(1);
    assertThat(engine.containers()).containsExactly(OLD);
  }

  /** The update looks again, and finds the slot as the file wants it. */
  @Test
  void aRestartDuringAnUpdateHasTheSlot() {
    fleet().up(red(), UpRequest.ALL);
    FleetListener other =
        whenStagedIsReady(
            () ->
                assertThat(fleet().restart(blue(), List.of("lua-1"), Publish.AUTO).failures())
                    .isEmpty());
    UpResult result = fleet(new InMemoryRuntime(engine), other).up(blue(), UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).containsExactly(OLD);
    assertThat(fleet().up(blue(), UpRequest.ALL).plan().isEmpty()).isTrue();
  }

  /** From then on the next update may have a successor of that name. */
  @Test
  void aSuccessorsFirstConnectionFileIsTakenBackBeforeItHasItsName() {
    fleet().up(red(), UpRequest.ALL);
    AtomicBoolean seen = new AtomicBoolean(true);
    engine.beforeNext(
        Operation.RENAME, () -> seen.set(Files.exists(home().connectionFile(STAGED))));
    assertThat(fleet().up(blue(), UpRequest.ALL).failures()).isEmpty();
    assertThat(seen).isFalse();
  }

  /** An update that got as far as a successor that runs, beside the old one. */
  private Instance stagedByOneWhoDied() {
    fleet().up(red(), UpRequest.ALL);
    InMemoryRuntime dying = new InMemoryRuntime(engine);
    Fleet theirs = fleet(dying, whenStagedIsReady(dying::die));
    assertThatThrownBy(() -> theirs.up(blue(), UpRequest.ALL)).isInstanceOf(Died.class);
    assertThat(engine.containers()).containsExactly(OLD, STAGED);
    return new InMemoryRuntime(engine)
        .observe(Observation.ofInstances(Samples.PROJECT))
        .instances()
        .get(1);
  }

  private static FleetListener whenStagedIsReady(Runnable doing) {
    return event -> {
      if (event.kind() == Kind.READY && event.subject().equals(STAGED)) {
        doing.run();
      }
    };
  }

  private static DesiredFleet red() {
    return inColour("red");
  }

  private static DesiredFleet blue() {
    return inColour("blue");
  }

  private static DesiredFleet inColour(String colour) {
    return Samples.fleet(
        Samples.service("lua")
            .kernel()
            .startupTimeout(Duration.ofMillis(300))
            .updateOrder(UpdateOrder.START_FIRST)
            .command(colour)
            .build());
  }
}
