package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.home.ProjectRuntimes;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.KernelRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On machines without an engine, and with one that fails. */
class RuntimeSearchTest {
  private static final ProjectName DEMO = new ProjectName("demo");
  private final List<String> remarks = new ArrayList<>();
  @TempDir private Path machine;

  @Test
  void whereNoEngineWasEverInstalledKernelsAreProcesses() {
    assertThat(chosen(Map.of())).isEqualTo("process");
    assertThat(remarks)
        .singleElement()
        .asString()
        .startsWith("no container engine answers and none is configured, so kernels are processes");
  }

  @Test
  void aSocketThatNobodyListensOnAnyMoreIsNoEngine() throws IOException {
    Files.createDirectories(machine.resolve("var/run"));
    Files.createFile(machine.resolve("var/run/docker.sock"));
    assertThat(chosen(Map.of())).isEqualTo("process");
  }

  @Test
  void anEngineThatIsConfiguredAndFailsIsAnError() {
    assertThatThrownBy(() -> chosen(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE);
    assertThat(remarks).isEmpty();
  }

  @Test
  void aProjectThatRanOnAnEngineIsNotStartedAgainBesideIt() {
    runtimes().remember(DEMO, "docker");
    assertThatThrownBy(() -> chosen(Map.of()))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageContaining("demo ran on a container engine before")
        .hasMessageContaining("--runtime process");
    runtimes().forget(DEMO);
    assertThat(chosen(Map.of())).isEqualTo("process");
  }

  @Test
  void itIsNotSaidAgainOnceSomethingRanSo() {
    runtimes().remember(DEMO, "process");
    assertThat(chosen(Map.of())).isEqualTo("process");
    assertThat(remarks).isEmpty();
  }

  private String chosen(Map<String, String> environment) {
    Path user = machine.resolve("home");
    Place place = new Place(environment, machine, user, machine.resolve("root"));
    EngineLocator engines = new EngineLocator(environment, user, machine);
    try (KernelRuntime runtime =
        new RuntimeSearch(place, engines, Optional.empty(), remarks::add).auto(() -> DEMO)) {
      return runtime.capabilities().runtime();
    }
  }

  private ProjectRuntimes runtimes() {
    return ProjectRuntimes.in(machine.resolve("home/.llmspell/fleet"));
  }
}
