package io.llmspell.fleet.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelFleetTest {
  @TempDir Path folder;

  @Test
  void theKernelsAreAsSpawnMakesThem() throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.writeString(folder.resolve("configs/default.toml"), "[kernel]\nlanguage = \"lua\"\n");
    KernelFleet kernels = KernelFleet.in(folder, folder, "bench-test");
    assertThat(kernels.desired().project()).hasToString("bench-test");
    assertThat(kernels.desired().services()).hasSize(KernelFleet.KERNELS);
    ServiceSpec service = kernels.service();
    assertThat(service.kernel().orElseThrow().connection()).isEqualTo(Connection.WRITTEN);
    assertThat(service.kernel().orElseThrow().config()).isPresent();
    assertThat(service.container().limits().cpus()).hasValue(KernelDefaults.SPAWN_CPUS);
  }
}
