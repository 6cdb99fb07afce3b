package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that require the same kernel at once. */
@NeedsEngine
@Timeout(300)
class FindIT {
  @TempDir Path folder;

  @BeforeEach
  void thereIsAFile() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-find}
        services:
          lua:
            image: fleet-kernel:latest
            x-kernel: {language: lua}
        """);
  }

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-find")).isEmpty();
  }

  @Test
  void aDozenAtOnceGetOneKernelThatAnswers() {
    List<JsonNode> found = atOnce(12, "find", "--language", "lua", "--owner", "me");
    assertThat(values(found, "id")).hasSize(1);
    assertThat(values(found, "claim")).containsExactly("null");
    assertThat(fleet().json("list")).hasSize(1);
    String file = found.get(0).path("connection_file").asText();
    assertThat(fleet().run("find", "--language", "lua", "--owner", "me").succeeded().out())
        .isEqualTo(file + "\njupyter console --existing " + file + "\n");
    try (StockClient client = new StockClient(file)) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  @Test
  void placesAreFilledAndGivenBack() {
    List<JsonNode> found = atOnce(6, "find", "--language", "lua", "--max-clients", "3");
    assertThat(values(found, "claim")).hasSize(6);
    assertThat(values(found, "id")).hasSize(2);
    assertThat(fleet().json("list")).hasSize(2);
    String claim = found.get(0).path("claim").asText();
    fleet().run("release", claim).succeeded();
    assertThat(fleet().run("release", claim).exitCode()).isEqualTo(4);
    JsonNode next =
        fleet().json("find", "--language", "lua", "--max-clients", "3", "--idempotency-key", "k");
    assertThat(next.path("id").asText()).isEqualTo(found.get(0).path("id").asText());
    assertThat(
            fleet()
                .json("find", "--language", "lua", "--max-clients", "3", "--idempotency-key", "k")
                .path("claim"))
        .isEqualTo(next.path("claim"));
    assertThat(fleet().json("list")).hasSize(2);
  }

  private static Set<String> values(List<JsonNode> found, String key) {
    return found.stream().map(node -> node.path(key).asText()).collect(Collectors.toSet());
  }

  private List<JsonNode> atOnce(int count, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    Collections.addAll(all, "--format", "json");
    List<CompletableFuture<Run>> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(fleet().begin(all.toArray(String[]::new)));
    }
    return runs.stream().map(run -> FleetProgram.parse(run.join().succeeded())).toList();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }
}
