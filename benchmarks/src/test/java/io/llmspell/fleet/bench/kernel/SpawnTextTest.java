package io.llmspell.fleet.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.report.Section;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpawnTextTest {
  @Test
  void ourOwnPartIsWhatNeitherTheEngineNorTheKernelTakes() {
    SpawnRound round = round(1000);
    assertThat(round.engine()).isEqualTo(Duration.ofMillis(10 + 300));
    assertThat(round.kernel()).isEqualTo(Duration.ofMillis(600));
    assertThat(round.own()).isEqualTo(Duration.ofMillis(90));
    assertThat(round.ownOfCommand()).isEqualTo(Duration.ofMillis(590));
  }

  @Test
  void theMedianOfOurPartsIsTheTarget() {
    Section section = SpawnText.section(List.of(round(940), round(1500), round(950)));
    assertThat(section.targets()).singleElement().matches(target -> target.isMet());
    assertThat(section.targets().get(0).value()).isEqualTo(40.0);
    assertThat(section.text())
        .contains(
            "| `Fleet.spawn` in process | 950 (940–1500) |",
            "| – our own part: the rest | 40.0 (30.0–590) |");
  }

  private static SpawnRound round(int totalMillis) {
    return new SpawnRound(
        Duration.ofMillis(totalMillis),
        Duration.ofMillis(5),
        Duration.ofMillis(330),
        Duration.ofMillis(600),
        Duration.ofMillis(20),
        new RawKernel.Times(
            Duration.ofMillis(10),
            Duration.ofMillis(40),
            Duration.ofMillis(300),
            Duration.ofMillis(600)),
        Duration.ofMillis(1500));
  }
}
