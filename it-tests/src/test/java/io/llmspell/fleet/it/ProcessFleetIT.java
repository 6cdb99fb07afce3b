package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands where there is no engine: the shipped fleet as processes. */
@NeedsRoot
class ProcessFleetIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As on a machine where no engine was ever installed: nobody's socket is there. */
  static final List<String> WITHOUT_ENGINES =
      List.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs none /run && exec \"$@\"", "sh");

  @TempDir private Path home;

  /** Kernels lease ports of the machine: these are no other test's. */
  @BeforeEach
  void aFileWithPortsOfItsOwn() throws IOException {
    Path shipped = FleetProgram.root().resolve("compose/docker-compose.yml");
    Path folder = Files.createDirectories(home.resolve("project/compose"));
    Files.createDirectories(home.resolve("fleet"));
    Files.writeString(
        folder.resolve("docker-compose.yml"),
        Files.readString(shipped)
            .replace("../configs", FleetProgram.root().resolve("configs").toString())
            .replace("  name: llmspell\n", "  name: processes\n  ports: 24000-24099\n"));
  }

  private FleetProgram fleet() {
    return new FleetProgram(home.resolve("project/compose"), home.resolve("fleet"))
        .with("DOCKER_HOST", "")
        .inside(WITHOUT_ENGINES);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    fleet().run("down").succeeded();
    try (Stream<Path> left = Files.walk(home.resolve("fleet"))) {
      assertThat(left.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .isSubsetOf("lock", ".lock", "registry.json");
    }
    assertThat(
            ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
        .noneMatch(line -> line.contains(home.toString()));
  }

  @Test
  void aFleetComesUpIsWorkedWithAndStoppedWithoutAnEngine() {
    Run up = fleet().run("up").succeeded();
    assertThat(up.err())
        .contains("no container engine answers", "they run as you, with your files and rights");
    assertThat(up.out()).contains("processes-kernel-lua-openai-1", "jupyter console --existing");

    JsonNode kernels = fleet().json("list");
    assertThat(kernels).hasSize(2);
    assertThat(kernels.findValuesAsText("health")).containsOnly("healthy");
    String file = fleet().kernel("kernel-lua-openai").path("connection_file").asText();
    try (StockClient client = new StockClient(file)) {
      assertThat(client.execute("answer = 41").path("status").asText()).isEqualTo("ok");
      client.begin("print('begun') while true do end");
      fleet().run("interrupt", "kernel-lua-openai").succeeded();
      assertThat(client.end().path("status").asText()).isEqualTo("error");
      assertThat(client.execute("answer + 1").path("result").asText()).isEqualTo("42");
    }
    assertThat(StockClient.console(file, "answer * 2")).contains("82");

    Run again = fleet().run("up").succeeded();
    assertThat(again.out()).contains("Nothing to do");
    assertThat(again.err()).as("said once").doesNotContain("no container engine answers");
    assertThat(ids(fleet().json("list"))).isEqualTo(ids(kernels));
    assertThat(fleet().run("logs", "kernel-lua-openai").succeeded().out()).contains("is ready");

    assertThat(
            fleet()
                .run("exec", "-T", "kernel-lua-openai", "sh", "-c", "echo $KERNEL_CONNECTION_FILE")
                .succeeded()
                .out())
        .contains("connection.json");
    assertThat(fleet().run("events", "--since", "10m", "--until", "0s").succeeded().out())
        .contains("create processes-kernel-lua-openai-1", "start processes-kernel-lua-openai-1");

    assertThat(fleet().run("doctor").succeeded().out())
        .contains("processes on this machine", "a program stands for fleet-kernel:latest");

    fleet().run("stop-all").succeeded();
    assertThat(fleet().json("list")).isEmpty();
  }

  @Test
  void aKernelThatTakesTooMuchMemoryEndsAloneAndItIsSaidWhy() {
    fleet().run("up").succeeded();
    JsonNode victim = fleet().kernel("kernel-lua-openai");
    try (StockClient client = new StockClient(victim.path("connection_file").asText())) {
      client.begin("print('begun') local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e6) .. i end");
      Eventually.see(
          PATIENCE,
          () -> fleet().kernel("kernel-lua-openai").path("status").asText(),
          "dead"::equals);
    }
    assertThat(fleet().run("list", "-v").succeeded().out()).contains("out of memory");
    assertThat(fleet().kernel("kernel-lua-anthropic").path("health").asText()).isEqualTo("healthy");
    fleet().run("up").succeeded();
    JsonNode successor = fleet().kernel("kernel-lua-openai");
    assertThat(successor.path("health").asText()).isEqualTo("healthy");
    assertThat(successor.path("id")).isNotEqualTo(victim.path("id"));
    assertThat(successor.path("port")).isEqualTo(victim.path("port"));
  }

  @Test
  void whatAKernelHasStartedGoesWithIt() {
    fleet().run("up").succeeded();
    try (StockClient client =
        new StockClient(fleet().kernel("kernel-lua-openai").path("connection_file").asText())) {
      client.execute("os.execute([[sh -c 'sleep 600; :' " + home + " &]])");
    }
    fleet().run("down").succeeded();
  }

  @Test
  void whereAnEngineIsConfiguredAndFailsNothingIsStartedInstead() {
    Run up = fleet().with("DOCKER_HOST", "tcp://127.0.0.1:1").run("up");
    assertThat(up.exitCode()).isEqualTo(5);
    assertThat(up.err()).contains("127.0.0.1:1");
    assertThat(fleet().run("--runtime", "process", "list").succeeded().out())
        .contains("has no kernels");
  }

  private static Set<String> ids(JsonNode kernels) {
    return kernels.findValuesAsText("id").stream().collect(Collectors.toSet());
  }
}
