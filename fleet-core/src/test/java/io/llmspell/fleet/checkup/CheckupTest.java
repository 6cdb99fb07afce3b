package io.llmspell.fleet.checkup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Several checks at once, of which each may fail. */
class CheckupTest {
  private static final Finding FINE = Finding.ok("one", "fine");
  private static final Finding FULL =
      Finding.problem("two", ErrorCode.PORTS_EXHAUSTED, "full", "widen it");

  @Test
  void isWellIfThereIsNoProblem() {
    Checkup checkup = checkup(() -> List.of(FINE, Finding.note("one", "odd", "nothing")));

    assertThat(checkup.exitCode()).isZero();
    assertThat(checkup.count(Weight.NOTE)).isEqualTo(1);
  }

  @Test
  void endsLikeTheFirstProblem() {
    Finding later = Finding.problem("three", ErrorCode.UNSUPPORTED, "can't", "don't");

    assertThat(checkup(() -> List.of(FINE, FULL), () -> List.of(later)).exitCode()).isEqualTo(9);
  }

  @Test
  void aCheckThatFailsIsAProblemAndTheOthersGoOn() {
    Checkup checkup =
        checkup(
            () -> {
              throw new FleetException(ErrorCode.ENGINE_FORBIDDEN, "you may not");
            },
            () -> {
              throw new IllegalStateException("broken");
            },
            () -> List.of(FINE));

    assertThat(checkup.findings())
        .extracting(Finding::weight)
        .containsExactly(Weight.PROBLEM, Weight.PROBLEM, Weight.OK);
    assertThat(checkup.findings().get(0).seen()).isEqualTo("you may not");
    assertThat(checkup.findings().get(1).seen()).contains("IllegalStateException: broken");
    assertThat(checkup.exitCode()).isEqualTo(6);
  }

  @Test
  void aFailureIsAProblemAndNothingElseIs() {
    assertThatThrownBy(
            () ->
                new Finding(
                    "a", Weight.NOTE, "b", Optional.empty(), Optional.of(ErrorCode.INTERNAL)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Finding("a", Weight.PROBLEM, "b", Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhichJavaRuns() {
    assertThat(new JavaCheck("17.0.1", "/jdk").look())
        .containsExactly(Finding.ok("java", "Java 17.0.1 in /jdk"));
  }

  /** What a check does. */
  private interface Look extends Supplier<List<Finding>> {}

  private static Checkup checkup(Look... looks) {
    return Checkup.of(List.of(looks).stream().map(CheckupTest::check).toList());
  }

  private static Check check(Look look) {
    return new Check() {
      @Override
      public String name() {
        return "fake";
      }

      @Override
      public List<Finding> look() {
        return look.get();
      }
    };
  }
}
