package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A successor starts beside the kernel that it replaces, and takes over when it answers. */
@NeedsEngine
class StartFirstIT {
  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-start-first")).isEmpty();
  }

  @Test
  void theSuccessorTakesTheNameAndTheConnectionFilesPath() throws IOException {
    file("COLOUR: red");
    fleet().run("up").succeeded();
    JsonNode before = fleet().kernel("lua");
    file("COLOUR: blue");
    String progress = fleet().run("up").succeeded().err();
    JsonNode after = fleet().kernel("lua");
    assertThat(after.path("name")).isEqualTo(before.path("name"));
    assertThat(after.path("connection_file")).isEqualTo(before.path("connection_file"));
    assertThat(after.path("id")).isNotEqualTo(before.path("id"));
    assertThat(progress)
        .containsSubsequence(
            "it-start-first-lua-1.next ready",
            "it-start-first-lua-1 stopping",
            "it-start-first-lua-1: was it-start-first-lua-1.next");
    try (StockClient client = new StockClient(after.path("connection_file").asText())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
    assertThat(folder.resolve("home/connections")).isDirectoryContaining("glob:**.json");
    try (var files = Files.list(folder.resolve("home/connections"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void theOldOneStaysIfItsSuccessorFails() throws IOException {
    file("COLOUR: red");
    fleet().run("up").succeeded();
    JsonNode before = fleet().kernel("lua");
    file("JAVA_TOOL_OPTIONS: -Xmx0nonsense");
    Run up = fleet().run("up");
    assertThat(up.exitCode()).isEqualTo(10);
    assertThat(up.err()).contains("its successor failed, so it was kept");
    JsonNode after = fleet().kernel("lua");
    assertThat(after.path("id")).isEqualTo(before.path("id"));
    assertThat(after.path("health").asText()).isEqualTo("healthy");
    assertThat(fleet().json("list")).hasSize(1);
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void file(String environment) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-start-first}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            x-kernel: {language: lua}
            stop_signal: SIGKILL
            environment: {%s}
            deploy: {update_config: {order: start-first}}
        """
            .formatted(environment));
  }
}
