package io.llmspell.fleet.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.testkit.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerInputTest {
  @ParameterizedTest
  @CsvSource({
    "NO_OP,       30,  1, 30, 0,  0",
    "NO_OP,       2,  15, 30, 0,  0",
    "ALL_NEW,     30,  1, 0,  30, 0",
    "ALL_CHANGED, 2,  15, 0,  0,  30",
  })
  void thePlanIsTheOneThatTheSituationAsksFor(
      Situation situation, int services, int replicas, int kept, int started, int replaced) {
    PlannerInput input = PlannerInput.of(services, replicas, situation);
    Plan plan = Planner.plan(input.desired(), input.observed(), Scope.ALL, Samples.LATER);
    assertThat(plan.kept()).hasSize(kept);
    assertThat(plan.starts()).hasSize(started);
    assertThat(plan.replacements()).hasSize(replaced);
    assertThat(plan.ensures()).isEmpty();
    assertThat(plan.removals()).isEmpty();
  }
}
