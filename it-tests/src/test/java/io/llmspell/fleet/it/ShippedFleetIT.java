package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a newcomer does: {@code ./docker-fleet up}, and then work. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShippedFleetIT {
  private static final String SECRET = "sk-not-a-real-key";

  @TempDir static Path home;

  private FleetProgram fleet() {
    return new FleetProgram(FleetProgram.root(), home).with("OPENAI_API_KEY", SECRET);
  }

  @BeforeAll
  void bringUp() {
    Run.docker("tag", "fleet-kernel:latest", "fleet-it/kept:latest");
    Run.docker("rmi", "-f", "fleet-kernel:latest");
    Run up = fleet().run("up").succeeded();
    assertThat(up.err())
        .contains(
            "image fleet-kernel:latest: is not there: building", "fleet-kernel:latest: built");
    assertThat(up.out()).contains("llmspell-kernel-lua-openai-1", "jupyter console --existing");
    assertThat(up.err())
        .contains("ANTHROPIC_API_KEY is not set", "not restarted by themselves")
        .doesNotContain(SECRET, "OPENAI_API_KEY is not set");
  }

  @AfterAll
  void bringDown() {
    fleet().run("--profile", "javascript", "--profile", "dev", "down").succeeded();
    assertThat(Leftovers.of("llmspell")).isEmpty();
    assertThat(home.resolve("connections")).isEmptyDirectory();
    assertThat(fleet().run("down").succeeded().out()).contains("Nothing was running");
  }

  @Test
  @Order(1)
  void twoKernelsAreReady() {
    JsonNode kernels = fleet().json("list");
    assertThat(kernels).hasSize(2);
    for (JsonNode kernel : kernels) {
      assertThat(kernel.path("status").asText()).isEqualTo("running");
      assertThat(kernel.path("phase").asText()).isEqualTo("ready");
      assertThat(kernel.path("health").asText()).isEqualTo("healthy");
      assertThat(kernel.path("language").asText()).isEqualTo("lua");
      assertThat(kernel.path("memory_mb").asDouble()).isBetween(1.0, 512.0);
      assertThat(kernel.path("cpu_percent").isNumber()).isTrue();
      assertThat(kernel.path("uptime_seconds").isNumber()).isTrue();
      assertThat(kernel.path("id").asText()).matches("kernel-[0-9a-f]{8}");
      for (String field :
          List.of(
              "name",
              "service",
              "slot",
              "port",
              "config",
              "image",
              "container_id",
              "connection_file",
              "started_at")) {
        assertThat(kernel.path(field).isMissingNode() || kernel.path(field).isNull())
            .as(field)
            .isFalse();
      }
    }
  }

  @Test
  @Order(2)
  void aSecondUpChangesNothingAndSaysSo() {
    String before = fleet().json("list").findValuesAsText("id").toString();
    assertThat(fleet().run("up").succeeded().out()).contains("Nothing to do");
    assertThat(fleet().json("list").findValuesAsText("id").toString()).isEqualTo(before);
    assertThat(fleet().run("plan").succeeded().out()).contains("Nothing to do.");
  }

  @ParameterizedTest
  @Order(3)
  @ValueSource(strings = {"kernel-lua-openai", "kernel-lua-anthropic"})
  void stockClientsRunLua(String service) {
    String file = fleet().kernel(service).path("connection_file").asText();
    try (StockClient client = new StockClient(file)) {
      assertThat(client.execute("answer = 41").path("status").asText()).isEqualTo("ok");
      assertThat(client.execute("print(answer + 1)").path("stdout").asText()).isEqualTo("42\n");
      assertThat(client.execute("answer + 1").path("result").asText()).isEqualTo("42");
      JsonNode failed = client.execute("error('on purpose')");
      assertThat(failed.path("status").asText()).isEqualTo("error");
      assertThat(failed.path("traceback").toString()).contains("on purpose");
      client.begin("print('begun') while true do end");
      assertThat(client.interrupt().path("reply").asText()).isEqualTo("interrupt_reply");
      assertThat(client.end().path("status").asText()).isEqualTo("error");
      client.begin("print('begun') while true do end");
      fleet().run("interrupt", service).succeeded();
      assertThat(client.end().path("status").asText()).isEqualTo("error");
      assertThat(client.execute("answer").path("result").asText()).isEqualTo("41");
    }
    assertThat(StockClient.console(file, "answer * 2")).contains("82");
  }

  @Test
  @Order(4)
  void containersAreLimitedLockedDownAndHoldNoConnectionKey() {
    JsonNode kernel = fleet().kernel("kernel-lua-openai");
    String inspected = Run.docker("inspect", kernel.path("container_id").asText());
    JsonNode container = FleetProgram.parse(inspected).get(0);
    JsonNode host = container.path("HostConfig");
    assertThat(host.path("Memory").asLong()).isEqualTo(512L << 20);
    assertThat(host.path("MemorySwap").asLong()).isEqualTo(512L << 20);
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000);
    assertThat(host.path("PidsLimit").asLong()).isEqualTo(128);
    assertThat(host.path("CapDrop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
    assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
    assertThat(host.path("RestartPolicy").path("Name").asText()).isIn("", "no");
    assertThat(host.path("LogConfig").path("Config").path("max-size").asText()).isEqualTo("10m");
    assertThat(host.path("PortBindings").size()).isZero();
    assertThat(container.path("Config").path("User").asText()).startsWith("1000");
    assertThat(container.path("Config").path("Labels").path("io.llmspell.fleet.service").asText())
        .isEqualTo("kernel-lua-openai");
    String key =
        ConnectionFileText.read(kernel.path("connection_file").asText()).path("key").asText();
    assertThat(key).hasSizeGreaterThan(30);
    assertThat(inspected).doesNotContain(key);
    assertThat(Run.docker("logs", kernel.path("container_id").asText())).doesNotContain(key);
  }

  @Test
  @Order(5)
  void passesOnTheKeyThatTheConfigNamesAndNoOther() {
    String openai = environment("kernel-lua-openai");
    String anthropic = environment("kernel-lua-anthropic");
    assertThat(openai).contains("OPENAI_API_KEY=" + SECRET);
    assertThat(anthropic).doesNotContain("OPENAI_API_KEY", SECRET);
  }

  @Test
  @Order(6)
  void aProfileAddsItsKernels() {
    fleet().run("up", "--profile", "javascript").succeeded();
    JsonNode kernel = fleet().kernel("kernel-javascript");
    assertThat(kernel.path("memory_limit_mb").asDouble()).isEqualTo(1024.0);
    try (StockClient client = new StockClient(kernel.path("connection_file").asText())) {
      assertThat(client.execute("[1, 2, 3].map(x => x * 2).join()").path("result").asText())
          .contains("2,4,6");
    }
    assertThat(fleet().json("list")).hasSize(3);
    assertThat(fleet().run("plan").succeeded().out())
        .as("an inactive profile's kernels stay")
        .contains("Nothing to do.");
  }

  @Test
  @Order(7)
  void spawnsAKernelByHandAndStopsItByPort() {
    JsonNode kernel =
        fleet().json("spawn", "javascript", "--memory", "300m", "--cpu", "0.5", "--name", "mine");
    assertThat(kernel.path("name").asText()).isEqualTo("llmspell-mine");
    assertThat(kernel.path("language").asText()).isEqualTo("javascript");
    assertThat(kernel.path("memory_limit_mb").asDouble()).isEqualTo(300.0);
    try (StockClient client = new StockClient(kernel.path("connection_file").asText())) {
      assertThat(client.execute("1 + 1").path("result").asText()).isEqualTo("2");
    }
    assertThat(fleet().run("logs", "mine", "-n", "5").exitCode()).isZero();
    fleet().run("stop", kernel.path("port").asText()).succeeded();
    assertThat(fleet().json("list").findValuesAsText("name")).doesNotContain("llmspell-mine");
    assertThat(fleet().run("stop", "mine").exitCode()).isEqualTo(4);
  }

  @Test
  @Order(8)
  void aCrashedKernelIsShownWithItsCauseAndFilledAnew() {
    JsonNode before = fleet().kernel("kernel-lua-openai");
    Run.docker("kill", before.path("container_id").asText());
    JsonNode dead = fleet().kernel("kernel-lua-openai");
    assertThat(dead.path("status").asText()).isEqualTo("dead");
    assertThat(dead.path("cause").asText()).contains("137");
    fleet().run("up").succeeded();
    JsonNode after = fleet().kernel("kernel-lua-openai");
    assertThat(after.path("id").asText()).isNotEqualTo(before.path("id").asText());
    assertThat(after.path("port").asInt()).isEqualTo(before.path("port").asInt());
    assertThat(after.path("connection_file")).isEqualTo(before.path("connection_file"));
  }

  @Test
  @Order(9)
  void anotherHomeSeesTheSameFleet(@TempDir Path elsewhere) {
    FleetProgram other = new FleetProgram(FleetProgram.root(), elsewhere);
    String file = other.kernel("kernel-lua-openai").path("connection_file").asText();
    assertThat(file).startsWith(elsewhere.toString());
    try (StockClient client = new StockClient(file)) {
      assertThat(client.execute("2 + 2").path("result").asText()).isEqualTo("4");
    }
  }

  @Test
  @Order(10)
  void stopAllEndsTheKernels() {
    fleet().run("stop-all").succeeded();
    assertThat(fleet().json("list")).isEmpty();
  }

  private String environment(String service) {
    return Run.docker(
        "inspect",
        "--format",
        "{{json .Config.Env}}",
        fleet().kernel(service).path("container_id").asText());
  }
}
