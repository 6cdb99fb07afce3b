package io.llmspell.fleet.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.planner.PlannerFigures.Figure;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerFiguresTest {
  private static final Figure SMALL = new Figure(Situation.NO_OP, 100, 100, 0.4, 0.1, 40_000);
  private static final Figure MIDDLE =
      new Figure(Situation.NO_OP, 10_000, 10_000, 51, 1, 4_000_000);
  private static final Figure LARGE =
      new Figure(Situation.NO_OP, 100_000, 100_000, 1200, 9, 40_000_000);
  private static final Figure REPLICAS = new Figure(Situation.NO_OP, 100, 10_000, 20, 1, 1_000_000);

  private final Section section = PlannerFigures.section(List.of(SMALL, MIDDLE, LARGE, REPLICAS));

  @Test
  void timeAndMemoryAreGivenForEachKernel() {
    assertThat(section.text())
        .contains("| no op | 10000 | 10000 | 51.0 | 1.00 | 5.10 | 400 |")
        .contains("| no op | 10000 | 100 | 20.0 | 1.00 | 2.00 | 100 |");
  }

  @Test
  void tenThousandKernelsAreTheTarget() {
    assertThat(section.targets().stream().filter(t -> t.what().startsWith("a plan")))
        .extracting(Target::isMet)
        .containsExactly(false, true);
  }

  @Test
  void linearMeansThatAKernelAmongManyTakesHardlyMore() {
    assertThat(section.targets().stream().filter(t -> t.what().contains("a kernel,")))
        .extracting(Target::value)
        .containsExactly(3.0, 1.0);
  }
}
