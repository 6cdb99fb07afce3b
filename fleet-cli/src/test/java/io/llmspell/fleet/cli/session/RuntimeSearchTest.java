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
    runtimes().remember(DEMO, "process");
    runtimes().forget(DEMO, "process");
    assertThatThrownBy(() -> chosen(Map.of())).hasMessageContaining("ran on a container engine");
    runtimes().forget(DEMO, "docker");
    assertThat(chosen(Map.of())).isEqualTo("process");
  }

  @Test
  void itIsNotSaidAgainOnceSomethingRanSo() {
    runtimes().remember(DEMO, "process");
    assertThat(chosen(Map.of())).isEqualTo("process");
    assertThat(remarks).isEmpty();
  }

  @Test
  void aProjectThatHasProcessesGoesOnWithThemUntilTheyHaveEnded() throws IOException {
    Files.createDirectories(machine.resolve("var/run"));
    Files.createFile(machine.resolve("var/run/docker.sock"));
    recordAKernel();
    assertThat(chosen(Map.of())).isEqualTo("process");
    assertThat(remarks)
        .containsExactly(
            "project demo has kernels that run as processes and goes on with them, not on the"
                + " container engine of this machine: `down` ends them");
    assertThatThrownBy(() -> chosen(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1")))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageContaining("--runtime process is for those");

    Files.writeString(folder().resolve("exit"), "0\n");
    assertThatThrownBy(() -> chosen(Map.of("DOCKER_HOST", "tcp://127.0.0.1:1")))
        .hasMessageNotContaining("run as processes");
  }

  @Test
  void whoNamesARuntimeHearsThatTheProjectIsOnAnotherToo() {
    runtimes().remember(DEMO, "docker");
    search(Map.of()).process(() -> DEMO).close();
    assertThat(remarks).singleElement().asString().contains("--runtime docker, too");
  }

  /** As a crash leaves it: its record, and nothing that runs. */
  private void recordAKernel() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(
        folder().resolve("record.json"),
        """
        {"labels": {"io.llmspell.fleet.project": "demo", "io.llmspell.fleet.spec-hash": "%s",
                    "io.llmspell.fleet.attempt": "1", "io.llmspell.fleet.created-by": "up",
                    "io.llmspell.fleet.image": "demo"}, "image_id": "program:1",
         "created_at": "2026-01-01T00:00:00Z", "stop_signal": "SIGTERM", "stop_grace_ms": 1000}
        """
            .formatted("0".repeat(64)));
    Path names = Files.createDirectories(folder().resolve("../../names").normalize());
    Files.createSymbolicLink(names.resolve("demo-lua-1"), Path.of("../instances/kernel-1a2b3c4d"));
  }

  private Path folder() {
    return machine.resolve("home/.llmspell/fleet/processes/instances/kernel-1a2b3c4d");
  }

  private String chosen(Map<String, String> environment) {
    try (KernelRuntime runtime = search(environment).auto(() -> DEMO)) {
      return runtime.capabilities().runtime();
    }
  }

  private RuntimeSearch search(Map<String, String> environment) {
    Path user = machine.resolve("home");
    Place place = new Place(environment, machine, user, machine.resolve("root"));
    EngineLocator engines = new EngineLocator(environment, user, machine);
    return new RuntimeSearch(place, engines, Optional.empty(), remarks::add);
  }

  private ProjectRuntimes runtimes() {
    return ProjectRuntimes.in(machine.resolve("home/.llmspell/fleet"));
  }
}
