package io.llmspell.fleet.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What silence means, and what it does not. */
class HearingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Hearing hearing = new Hearing(START);

  @Test
  void nothingIsKnownOfOneThatIsNotHeard() {
    hearing.asked(Health.HEALTHY, at(100));
    assertThat(hearing.idleSince(at(100))).isEmpty();
    assertThat(hearing.busySince()).isEmpty();
  }

  @Test
  void questionsAreNoWork() {
    for (int second = 5; second <= 100; second += 5) {
      hearing.heard(Sign.ALIVE, at(second));
      hearing.asked(Health.HEALTHY, at(second));
    }
    assertThat(hearing.idleSince(at(100))).contains(at(5));
  }

  @Test
  void itIsIdleFromTheEndOfItsWork() {
    hearing.heard(Sign.ALIVE, at(5));
    hearing.heard(Sign.BUSY, at(10));
    assertThat(hearing.idleSince(at(11))).isEmpty();
    assertThat(hearing.busySince()).contains(at(10));
    hearing.heard(Sign.BUSY, at(12));
    hearing.heard(Sign.IDLE, at(14));
    assertThat(hearing.busySince()).isEmpty();
    assertThat(hearing.idleSince(at(20))).contains(at(14));
  }

  @Test
  void whatLeavesQuestionsUnansweredIsBusy() {
    hearing.heard(Sign.ALIVE, at(5));
    hearing.asked(Health.BUSY, at(10));
    hearing.asked(Health.BUSY, at(15));
    assertThat(hearing.busySince()).contains(at(10));
    hearing.asked(Health.HEALTHY, at(20));
    hearing.heard(Sign.ALIVE, at(20));
    assertThat(hearing.busySince()).isEmpty();
    assertThat(hearing.idleSince(at(21))).contains(at(15));
  }

  /** Kernels may answer questions while they execute something. */
  @Test
  void anAnswerDoesNotMeanThatItHasFinished() {
    hearing.heard(Sign.BUSY, at(5));
    for (int second = 10; second <= 100; second += 5) {
      hearing.heard(Sign.ALIVE, at(second));
      hearing.asked(Health.HEALTHY, at(second));
    }
    assertThat(hearing.busySince()).contains(at(5));
  }

  @Test
  void anEndThatCouldNotBeHeardIsNotWaitedFor() {
    hearing.heard(Sign.BUSY, at(5));
    hearing.heard(Sign.ALIVE, at(60));
    hearing.asked(Health.HEALTHY, at(61));
    assertThat(hearing.busySince()).isEmpty();
    assertThat(hearing.idleSince(at(62))).contains(at(60));
  }

  @Test
  void afterAGapItIsIdleFromWhenItIsHeardAgain() {
    hearing.heard(Sign.ALIVE, at(5));
    assertThat(hearing.idleSince(at(40))).isEmpty();
    hearing.heard(Sign.ALIVE, at(41));
    assertThat(hearing.idleSince(at(42))).contains(at(41));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
