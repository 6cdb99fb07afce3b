package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Updates that roll back, and fail when all successors have been ready already. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class RollbackTest extends FleetOnFakeEngine {
  private static final String FIRST = "demo-lua-1";
  private static final String SECOND = "demo-lua-2";
  private static final String THIRD = "demo-lua-3";

  @BeforeEach
  void aFleetRuns() {
    fleet().up(inColour("red"), UpRequest.ALL);
  }

  @Test
  void ifNoneHasTakenOverYetAllIsAsItWas() {
    List<String> before = states();
    UpResult result = update(once(Kind.READY, THIRD + ".next", () -> crash(FIRST)));
    assertThat(states()).isEqualTo(before);
    assertThat(engine.containers()).containsExactly(FIRST, SECOND, THIRD);
    assertThat(causes(result, SECOND, THIRD))
        .allMatch(cause -> cause.contains("is rolled back, since demo-lua-1 failed"));
  }

  @Test
  void whatHasTakenOverStaysAndTheOthersSuccessorsGo() {
    List<String> before = states();
    UpResult result = update(once(Kind.RENAMED, FIRST, () -> crash(SECOND)));
    assertThat(engine.containers()).containsExactly(FIRST, SECOND, THIRD);
    assertThat(states().subList(1, 3)).isEqualTo(before.subList(1, 3));
    assertThat(states().get(0)).isNotEqualTo(before.get(0));
    assertThat(causes(result, THIRD))
        .allMatch(
            cause ->
                cause.contains(
                    "is rolled back but for what was replaced before, since demo-lua-2 failed"));
  }

  @Test
  void anOldOneThatHasEndedCountsAsReplacedAlsoIfItsSuccessorFailedThen() {
    engine.failNext(Operation.RENAME, 1, ErrorCode.ENGINE_ERROR);
    UpResult result = update(FleetListener.NONE);
    assertThat(engine.containers()).containsExactly(FIRST + ".next", SECOND, THIRD);
    assertThat(causes(result, SECOND, THIRD))
        .allMatch(cause -> cause.contains("is rolled back but for what was replaced before"));
  }

  @Test
  void oneSuccessorThatCanNotBeTakenBackIsSaidAndTheOthersGo() {
    FleetListener failing =
        event -> {
          if (event.kind() == Kind.READY && event.subject().equals(THIRD + ".next")) {
            crash(FIRST);
            engine.beforeNext(
                Operation.REMOVE, () -> engine.failNext(Operation.STOP, 1, ErrorCode.ENGINE_ERROR));
          }
        };
    UpResult result = update(failing);
    assertThat(engine.containers()).containsExactly(FIRST, SECOND, SECOND + ".next", THIRD);
    assertThat(causes(result, SECOND)).allMatch(cause -> cause.contains("as the test ordered"));
    assertThat(causes(result, THIRD)).allMatch(cause -> cause.contains("is rolled back"));
  }

  private UpResult update(FleetListener listener) {
    UpResult result =
        fleet(new InMemoryRuntime(engine), listener).up(inColour("blue"), UpRequest.ALL);
    assertThat(result.failures()).isNotEmpty();
    return result;
  }

  private void crash(String slot) {
    engine.crash(slot + ".next", 1, false);
  }

  private static FleetListener once(Kind kind, String subject, Runnable doing) {
    return event -> {
      if (event.kind() == kind && event.subject().equals(subject)) {
        doing.run();
      }
    };
  }

  private static List<String> causes(UpResult result, String... slots) {
    List<String> causes =
        result.failures().stream()
            .filter(failure -> List.of(slots).contains(failure.subject()))
            .map(Failure::cause)
            .toList();
    assertThat(causes).hasSize(slots.length);
    return causes;
  }

  private List<String> states() {
    return List.of(FIRST, SECOND, THIRD).stream()
        .map(name -> engine.state(name).orElseThrow())
        .toList();
  }

  private static DesiredFleet inColour(String colour) {
    return Samples.fleet(
        Samples.service("lua")
            .kernel()
            .command(colour)
            .replicas(3)
            .update(
                new UpdateConfig(
                    1,
                    Duration.ZERO,
                    UpdateOrder.START_FIRST,
                    FailureAction.ROLLBACK,
                    Duration.ZERO,
                    0))
            .build());
  }
}
