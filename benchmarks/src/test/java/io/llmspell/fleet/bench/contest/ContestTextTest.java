package io.llmspell.fleet.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTextTest {
  private static final String SLOWER_RAW = ContestText.RAW + ", 2 at once";
  private static final String BETTER_RAW = ContestText.RAW + ", 4 at once";

  @Test
  void measuresBesideTheBestOfTheRawApis() {
    Section section = ContestText.section(List.of(measured(10), measured(50)));
    assertThat(section.text())
        .contains(
            "### 10 services",
            "### 50 services",
            "| docker-fleet / raw API, 4 at once | 1.50 |",
            "| Fleet, in process / docker-compose | 0.55 |")
        .doesNotContain("/ raw API, 2 at once");
  }

  @Test
  void theLargestFleetDecidesTheTargets() {
    Section section = ContestText.section(List.of(measured(10), measured(50)));
    assertThat(section.targets()).allSatisfy(t -> assertThat(t.what()).contains("`up` of 50"));
    assertThat(section.targets())
        .extracting(Target::isMet)
        .as("in process, whole, beside docker-compose, no-op")
        .containsExactly(true, false, true, true);
  }

  @Test
  void oneServiceIsNotSeveral() {
    assertThat(ContestText.section(List.of(measured(1))).text()).contains("### 1 service\n");
  }

  @Test
  void tellsWhichDegreesOfParallelismWereTried() {
    assertThat(ContestText.section(List.of(measured(10))).text())
        .contains("`up` once each: raw API, 4 at once 1000; raw API, 2 at once 1200.");
  }

  private static ContestText.Measured measured(int services) {
    return new ContestText.Measured(standings(services), standings(services));
  }

  private static Standings standings(int services) {
    Standings standings = new Standings(services);
    add(standings, ContestText.COMMAND, 1500);
    add(standings, ContestText.LIBRARY, 1100);
    add(standings, SLOWER_RAW, 1200);
    add(standings, BETTER_RAW, 1000);
    add(standings, "docker-compose", 2000);
    return standings;
  }

  private static void add(Standings standings, String contestant, int upMillis) {
    standings.add(contestant, Step.UP, Duration.ofMillis(upMillis));
    standings.add(contestant, Step.UP_AGAIN, Duration.ofMillis(upMillis / 10));
    standings.add(contestant, Step.LIST, Duration.ofMillis(upMillis / 20));
    standings.add(contestant, Step.DOWN, Duration.ofMillis(upMillis / 2));
  }
}
