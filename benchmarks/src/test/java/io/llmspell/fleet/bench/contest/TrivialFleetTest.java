package io.llmspell.fleet.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrivialFleetTest {
  @TempDir Path folder;

  @Test
  void theFileHasSoManyServicesOnABridgeOfTheProject() {
    DesiredFleet fleet =
        ComposeReader.forEnvironment(Map.of("COMPOSE_PROJECT_NAME", "bench-test"))
            .read(TrivialFleet.in(folder, 12).file(), ReadOptions.NONE);
    assertThat(fleet.services()).hasSize(12);
    assertThat(fleet.networks()).containsOnlyKeys("bench-test_bench");
    for (ServiceSpec service : fleet.services().values()) {
      assertThat(service.image().value()).isEqualTo(TrivialFleet.IMAGE);
      assertThat(service.isKernel()).isFalse();
      assertThat(service.container().process().command()).hasValue(TrivialFleet.COMMAND);
      assertThat(service.container().process().stopSignal()).hasValue(TrivialFleet.STOP_SIGNAL);
      assertThat(service.container().networking().networks()).hasSize(1);
    }
  }
}
