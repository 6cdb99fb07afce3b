package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What one sees of running kernels, and does in them; and that nothing of it is left. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InsideIT {
  @TempDir static Path folder;

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  @BeforeAll
  void bringUp() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: fleet-it-inside}
        services:
          lua: {image: "fleet-kernel:latest", mem_limit: 256m, x-kernel: {language: lua}}
          web:
            image: debian:bookworm-slim
            command: sh -c 'echo from web; exec sleep infinity'
            volumes: ["data:/data"]
        volumes: {data: {}}
        """);
    fleet().run("up").succeeded();
  }

  @AfterAll
  void leaveNothing() {
    fleet().run("clean", "--yes").succeeded();
    assertThat(Leftovers.of("fleet-it-inside")).isEmpty();
  }

  @Test
  @Order(1)
  void healthShowsTheHeartbeatAndMemoryAgainstItsLimit() {
    JsonNode lua = fleet().json("health", "lua").get(0);
    assertThat(lua.path("state").asText()).isEqualTo("healthy");
    assertThat(lua.path("heartbeat_ms").asDouble()).isPositive();
    assertThat(lua.path("memory_mb").asDouble()).isBetween(1.0, 256.0);
    assertThat(lua.path("memory_limit_mb").asDouble()).isEqualTo(256.0);
    assertThat(fleet().run("health").succeeded().out()).contains("healthy", "running", "2 of 2");
  }

  @Test
  @Order(2)
  void metricsCountTheConnectionsOfARealClient() {
    String file = fleet().kernel("lua").path("connection_file").asText();
    try (StockClient client = new StockClient(file)) {
      assertThat(client.execute("1").path("status").asText()).isEqualTo("ok");
      JsonNode all = fleet().json("metrics");
      JsonNode lua = all.path("kernels").get(0);
      assertThat(lua.path("connections").asInt()).isGreaterThanOrEqualTo(4);
      assertThat(lua.path("connection_details")).hasSize(lua.path("connections").asInt());
      assertThat(lua.path("threads").asInt()).isGreaterThan(5);
      assertThat(lua.path("nice").asInt()).isZero();
      assertThat(lua.path("io").path("read_bytes").isNumber()).isTrue();
      assertThat(lua.path("memory_percent").asDouble()).isBetween(0.1, 100.0);
      assertThat(all.path("aggregated").path("active_kernels").asInt()).isEqualTo(1);
    }
    assertThat(fleet().run("stats", "--no-stream").succeeded().out()).contains("inside-web-1");
    assertThat(fleet().run("top", "web").succeeded().out()).contains("sleep infinity");
  }

  @Test
  @Order(3)
  void execPassesOnInputOutputAndTheExitCode() {
    Run run =
        Run.of(
            folder,
            Map.of("FLEET_HOME", folder.resolve("home").toString(), "FLEET_BUILD", "never"),
            "typed",
            List.of(
                FleetProgram.root().resolve("docker-fleet").toString(),
                "exec",
                "-e",
                "X=y",
                "-w",
                "/data",
                "web",
                "sh",
                "-c",
                "cat; echo $X; pwd -P >&2; exit 7"));
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.out()).isEqualTo("typedy\n");
    assertThat(run.err()).isEqualTo("/data\n");
  }

  /** {@code script} gives it a terminal, and keys. */
  @Test
  @Order(4)
  void aShellHasATerminalWhereThereIsOne() {
    String shell = FleetProgram.root().resolve("docker-fleet") + " shell web";
    Run run =
        Run.of(
            folder,
            Map.of("FLEET_HOME", folder.resolve("home").toString(), "FLEET_BUILD", "never"),
            "test -t 0 && echo has-$((40 + 2)); exit 9\n",
            List.of("/usr/bin/script", "-qec", shell, "/dev/null"));
    assertThat(run.out()).contains("has-42");
    assertThat(run.exitCode()).isEqualTo(9);
  }

  @Test
  @Order(5)
  void logsOfSeveralCarryTheirNames() {
    assertThat(fleet().run("logs").succeeded().out()).contains("fleet-it-inside-web-1 | from web");
    assertThat(fleet().run("logs", "web").succeeded().out()).isEqualTo("from web\n");
  }

  @Test
  @Order(6)
  void aKernelThatDiedIsUnwellAndEventsTellIt() {
    Run.docker("kill", "fleet-it-inside-lua-1");
    Run health = fleet().run("health");
    assertThat(health.exitCode()).isEqualTo(10);
    assertThat(health.out()).contains("dead", "ended: exit code 137", "1 of 2 well.");
    List<JsonNode> events =
        fleet()
            .run("events", "--since", "10m", "--until", "0s", "--format", "json")
            .succeeded()
            .out()
            .lines()
            .map(FleetProgram::parse)
            .toList();
    assertThat(events)
        .anyMatch(
            event ->
                event.path("action").asText().equals("die")
                    && event.path("name").asText().equals("fleet-it-inside-lua-1")
                    && event.path("attributes").path("exitCode").asText().equals("137"));
  }

  @Test
  @Order(7)
  void composeUsersFindTheirPs() {
    assertThat(fleet().run("ps", "-q").succeeded().out().lines())
        .allMatch(id -> id.matches("[0-9a-f]{64}"))
        .hasSize(2);
    assertThat(fleet().run("ps", "--services").succeeded().out()).isEqualTo("lua\nweb\n");
    assertThat(fleet().run("ps", "-a", "web").succeeded().out()).doesNotContain("lua-1");
  }

  @Test
  @Order(8)
  void cleanRefusesWithoutConsentAndTakesTheVolumesToo() {
    assertThat(fleet().run("clean").exitCode()).isEqualTo(2);
    assertThat(fleet().json("list")).hasSize(2);
    assertThat(fleet().run("clean", "--yes").succeeded().out()).startsWith("Removed ");
    assertThat(Run.docker("volume", "ls", "-q", "--filter", "name=fleet-it-inside")).isEmpty();
    assertThat(fleet().run("clean", "--yes").succeeded().out()).contains("There was nothing.");
  }
}
