package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.Spawning;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A spawn in two halves. */
class SpawningTest extends FleetOnFakeEngine {
  private static final SpawnRequest MINE =
      new SpawnRequest(
          Samples.service("x").kernel().startupTimeout(Duration.ofMillis(200)).build(),
          Optional.of("mine"),
          Publish.AUTO);

  @Test
  void theFirstReturnsBeforeTheKernelAnswers() {
    engine.behave(Behaviour.SILENT);
    Spawning spawning = fleet().begin(MIXED, MINE);
    assertThat(spawning.kernel().phase()).isEqualTo(Phase.STARTING);
    engine.behave("demo-mine", Behaviour.ANSWERS);
    assertThat(spawning.await().phase()).isEqualTo(Phase.READY);
  }

  @Test
  void ofAKernelThatDoesNotAnswerNothingIsLeft() {
    engine.behave(Behaviour.SILENT);
    Spawning spawning = fleet().begin(MIXED, MINE);
    assertThat(failure(spawning::await).code()).isEqualTo(ErrorCode.NOT_READY);
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void aKernelForWhichNobodyWaitsAnyMoreIsLeft() {
    engine.behave(Behaviour.SILENT);
    Spawning spawning = fleet().begin(MIXED, MINE);
    Thread.currentThread().interrupt();
    try {
      assertThat(failure(spawning::await).code()).isEqualTo(ErrorCode.CANCELLED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(engine.containers()).containsExactly("demo-mine");
  }
}
