package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Compose file and the configs that come with the fleet. */
class ShippedFilesTest {
  private static final Path FILE = Path.of("../compose/docker-compose.yml");

  @Test
  void startsTheTwoLuaKernelsByDefault() {
    DesiredFleet fleet = fleet(Set.of());

    assertThat(fleet.project().value()).isEqualTo("llmspell");
    assertThat(fleet.services())
        .containsOnlyKeys(
            new ServiceName("kernel-lua-anthropic"), new ServiceName("kernel-lua-openai"));
    assertThat(fleet.inactive())
        .containsExactly(
            new ServiceName("fleet-registry"),
            new ServiceName("kernel-dev"),
            new ServiceName("kernel-javascript"));
    assertThat(fleet.networks().values())
        .extracting(NetworkSpec::name)
        .containsExactly("llmspell-network");
  }

  @ParameterizedTest
  @CsvSource({
    "kernel-lua-openai, lua, 512m, 0.5, UNLESS_STOPPED, OPENAI_API_KEY",
    "kernel-lua-anthropic, lua, 512m, 0.5, UNLESS_STOPPED, ANTHROPIC_API_KEY",
    "kernel-javascript, javascript, 1g, 0.5, UNLESS_STOPPED, OPENAI_API_KEY",
    "kernel-dev, lua, 2g, 1, NO, OPENAI_API_KEY"
  })
  void limitsAndLocksEachKernelDown(
      String name, String language, String memory, String cpus, Restart restart, String key) {
    ServiceSpec service = ComposeFolder.service(fleet(Set.of("*")), name);

    assertThat(service.kernel().map(KernelSpec::language)).contains(language);
    assertThat(service.kernel().map(KernelSpec::connection))
        .contains(KernelSpec.Connection.WRITTEN);
    assertThat(service.container().limits().memory()).contains(ByteSize.parse(memory));
    assertThat(service.container().limits().cpus()).contains(Cpus.parse(cpus));
    assertThat(service.container().restart()).isEqualTo(restart);
    assertThat(service.container().process().passedOn()).containsExactly(key);
    assertThat(service.container().security().readOnly()).contains(true);
    assertThat(service.container().security().capDrop()).contains(List.of("ALL"));
    assertThat(service.containerName()).isEmpty();
    assertThat(service.container().networking().ports()).isEmpty();
  }

  @Test
  void scales() {
    DesiredFleet fleet =
        ComposeReader.forEnvironment(Map.of())
            .read(
                FILE,
                new ReadOptions(
                    Optional.empty(),
                    Set.of(),
                    Map.of(new ServiceName("kernel-lua-openai"), 3),
                    Optional.empty(),
                    Set.of()));

    assertThat(ComposeFolder.service(fleet, "kernel-lua-openai").replicas()).isEqualTo(3);
  }

  @Test
  void needsNoVariable() {
    List<String> warnings = new ArrayList<>();

    ComposeReader.forEnvironment(Map.of()).withWarnings(warnings::add).read(FILE, ReadOptions.NONE);

    assertThat(warnings).isEmpty();
  }

  @Test
  void comesWithConfigsThatAreAllReadable() throws IOException {
    try (Stream<Path> configs = Files.list(Path.of("../configs"))) {
      assertThat(configs.map(file -> KernelConfigs.read(file).name()))
          .contains("default", "openai", "anthropic", "local", "javascript", "dev");
    }
    assertThat(KernelConfigs.read(Path.of("../configs/default.toml")).apiKeyEnv()).isEmpty();
    assertThat(KernelConfigs.read(Path.of("../configs/local.toml")).apiKeyEnv()).isEmpty();
    assertThat(KernelConfigs.language(Path.of("../configs/default.toml"))).contains("lua");
  }

  private static DesiredFleet fleet(Set<String> profiles) {
    return ComposeReader.forEnvironment(Map.of())
        .read(
            FILE,
            new ReadOptions(Optional.empty(), profiles, Map.of(), Optional.empty(), Set.of()));
  }
}
