package io.llmspell.fleet.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
  @Test
  void returnsWhatTheProgramPrints() {
    Program shell = new Program(List.of("sh", "-c"), Map.of("GREETING", "hello"));
    assertThat(shell.with(List.of("echo $GREETING; echo there >&2")).run().out())
        .isEqualTo("hello\nthere\n");
  }

  @Test
  void aProgramThatFailsIsNoMeasurement() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Program.of("sh", "-c", "echo why; exit 3").run())
        .withMessageContainingAll("exit code 3", "why");
  }

  @Test
  void watchesTheMemoryOfAProgram() {
    assertThat(Program.of("sh", "-c", "sleep 0.1").run().peakKilobytes()).isEmpty();
    assertThat(Program.of("sh", "-c", "sleep 0.1").runWatched().peakKilobytes().orElse(0))
        .isPositive();
  }
}
