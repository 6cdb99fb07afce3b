package io.llmspell.fleet.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.checkup.Finding.Weight;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.plan.Action;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What crashes have left is worth knowing, and no problem. */
class LeftoversCheckTest {
  @Test
  void saysThatThereIsNone() {
    assertThat(new LeftoversCheck(List.of()).look())
        .containsExactly(Finding.ok("leftovers", "none"));
  }

  @Test
  void namesEachAndWhy() {
    Leftover lease =
        new Leftover(
            Leftover.Kind.LEASE, "llmspell-ports-9555", "nonce", Instant.EPOCH, MakerState.DEAD);
    List<Finding> findings =
        new LeftoversCheck(List.of(new Action.Collect(lease, "its kernel is gone"))).look();
    assertThat(findings).extracting(Finding::weight).containsExactly(Weight.NOTE);
    assertThat(findings.get(0).seen()).isEqualTo("lease llmspell-ports-9555 (its kernel is gone)");
    assertThat(findings.get(0).advice()).hasValueSatisfying(a -> assertThat(a).contains("cleanup"));
  }
}
