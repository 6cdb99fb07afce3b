package io.llmspell.fleet.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final List<Integer> rounds = new ArrayList<>();

  @Test
  void givesAllRoundsWhileThereIsTime() {
    new Budget(Duration.ofHours(1)).rounds(3, rounds::add);
    assertThat(rounds).containsExactly(0, 1, 2);
  }

  @Test
  void givesOneRoundOnceTheTimeIsUsedUp() {
    new Budget(Duration.ZERO).rounds(3, rounds::add);
    assertThat(rounds).containsExactly(0);
  }
}
