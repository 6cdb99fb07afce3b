package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.testkit.Samples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not known of an instance's usage is left out. */
class CgroupUsageTest {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesOutAContainerThatHasNoCgroupHere(boolean local) {
    Instance elsewhere = Samples.instance(Samples.service("lua").kernel().build(), 1).build();

    assertThat(new CgroupUsage(local).of(List.of(elsewhere))).isEmpty();
  }
}
