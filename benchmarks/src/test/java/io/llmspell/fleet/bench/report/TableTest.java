package io.llmspell.fleet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void numbersAreAlignedToTheRight() {
    assertThat(new Table("what", "ms").row("up", "12").row("down", "7"))
        .hasToString(
            """
            | what | ms |
            |---|---:|
            | up | 12 |
            | down | 7 |
            """);
  }

  @Test
  void aBarInACellDoesNotEndIt() {
    assertThat(new Table("what").row("a|b").toString()).contains("| a\\|b |");
  }

  @Test
  void aRowHasAsManyCellsAsTheHeader() {
    Table table = new Table("what", "ms");
    assertThatIllegalArgumentException().isThrownBy(() -> table.row("up"));
  }
}
