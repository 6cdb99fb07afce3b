package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An unchanged foreign kernel image: Debian's ipykernel, which is given its connection file. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IpykernelIT {
  private static final Path FILES = Path.of("compose").toAbsolutePath();

  @TempDir static Path home;

  private FleetProgram fleet() {
    return new FleetProgram(FILES, home);
  }

  @BeforeAll
  void bringUp() {
    Run.docker("build", "-q", "-t", "fleet-it/ipykernel:latest", "images/ipykernel");
    fleet().run("-f", "ipykernel.yml", "up").succeeded();
  }

  @AfterAll
  void bringDown() {
    fleet().run("-f", "ipykernel.yml", "down").succeeded();
    assertThat(Leftovers.of("it-ipykernel")).isEmpty();
  }

  @Test
  @Order(1)
  void keepsStateBetweenCellsAndReportsErrors() {
    try (StockClient client = new StockClient(connectionFile())) {
      assertThat(client.execute("x = 41").path("status").asText()).isEqualTo("ok");
      assertThat(client.execute("x + 1").path("result").asText()).isEqualTo("42");
      JsonNode failed = client.execute("1/0");
      assertThat(failed.path("status").asText()).isEqualTo("error");
      assertThat(failed.path("ename").asText()).isEqualTo("ZeroDivisionError");
    }
    assertThat(StockClient.console(connectionFile(), "x * 2")).contains("82");
  }

  @Test
  @Order(2)
  void interruptsAnEndlessLoopByMessage() {
    try (StockClient client = new StockClient(connectionFile())) {
      client.begin("print('begun', flush=True)\nwhile True: pass");
      fleet().run("-f", "ipykernel.yml", "interrupt", "notebook").succeeded();
      assertThat(client.end().path("ename").asText()).isEqualTo("KeyboardInterrupt");
      assertThat(client.execute("x").path("result").asText()).isEqualTo("41");
    }
  }

  @Test
  @Order(3)
  void aKernelThatExecutesIsBusyAndASecondUpLeavesIt() {
    try (StockClient client = new StockClient(connectionFile())) {
      client.begin("print('begun', flush=True)\nwhile True: pass");
      JsonNode shown = fleet().json("-f", "ipykernel.yml", "list").get(0);
      assertThat(shown.path("health").asText()).isEqualTo("busy");
      assertThat(shown.path("status").asText()).isEqualTo("running");
      client.interrupt();
      client.end();
    }
    assertThat(fleet().run("-f", "ipykernel.yml", "up").succeeded().out())
        .contains("Nothing to do");
  }

  @Test
  @Order(4)
  void publishedPortsAreOnLoopbackAloneAndWork() {
    fleet().run("-f", "ipykernel.yml", "--publish", "always", "stop", "notebook").succeeded();
    fleet().run("-f", "ipykernel.yml", "up", "--publish", "always").succeeded();
    String bound =
        Run.docker(
            "inspect",
            "--format",
            "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}",
            "it-ipykernel-notebook-1");
    assertThat(bound.split(" ")).hasSize(5).containsOnly("127.0.0.1");
    JsonNode file = ConnectionFileText.read(connectionFile());
    assertThat(file.path("ip").asText()).isEqualTo("127.0.0.1");
    try (StockClient client = new StockClient(connectionFile())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  private String connectionFile() {
    return fleet().json("-f", "ipykernel.yml", "connect").path("connection_file").asText();
  }
}
