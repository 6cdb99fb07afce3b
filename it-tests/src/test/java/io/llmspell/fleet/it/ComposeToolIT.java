package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped file, taken by the plain {@code docker-compose} 1.29. */
@NeedsEngine
class ComposeToolIT {
  private static final String PROJECT = "it-plain-compose";

  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    compose("down");
  }

  @Test
  void acceptsTheFileAndBringsTheSameKernelsUp() throws IOException {
    assertThat(compose("config").out()).contains("kernel-lua-openai", "kernel-lua-anthropic");
    compose("up", "-d");
    String container = PROJECT + "_kernel-lua-openai_1";
    JsonNode state = FleetProgram.parse(Run.docker("inspect", container)).get(0);
    assertThat(state.path("HostConfig").path("Memory").asLong()).isEqualTo(512L << 20);
    assertThat(state.path("HostConfig").path("ReadonlyRootfs").asBoolean()).isTrue();
    String address =
        state
            .path("NetworkSettings")
            .path("Networks")
            .path("llmspell-network")
            .path("IPAddress")
            .asText();
    ObjectNode connection = (ObjectNode) FleetProgram.parse(connectionFile(container));
    connection.put("ip", address);
    Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
    try (StockClient client = new StockClient(file.toString())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  /** Waits in the container until the kernel has written it. */
  private static String connectionFile(String container) {
    return Run.docker(
        "exec",
        container,
        "bash",
        "-c",
        "for i in {1..300}; do [[ -s /run/kernel/connection.json ]] && break; sleep 0.1; done;"
            + " cat /run/kernel/connection.json");
  }

  private static Run compose(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "docker-compose",
                "-f",
                FleetProgram.root().resolve("compose/docker-compose.yml").toString(),
                "-p",
                PROJECT));
    command.addAll(List.of(words));
    return Run.of(Path.of("."), Map.of(), "", command).succeeded();
  }
}
