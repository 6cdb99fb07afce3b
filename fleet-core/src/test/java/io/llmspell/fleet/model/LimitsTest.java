package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void whatEnginesTakeForNoneIsNone() {
    assertThat(limits(0, -1).effective()).isEqualTo(Limits.NONE);
    assertThat(limits(1, 1).effective()).isEqualTo(limits(1, 1));
  }

  private static Limits limits(long bytes, int pids) {
    return new Limits(
        Optional.of(new ByteSize(bytes)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(pids),
        Optional.empty());
  }
}
