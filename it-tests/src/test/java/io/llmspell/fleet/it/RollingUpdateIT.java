package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten kernels are replaced while people work in three of them. */
@NeedsEngine
@Timeout(300)
class RollingUpdateIT {
  private static final int COUNT = 10;
  private static final int AT_ONCE = 3;
  private static final List<String> EXECUTING =
      List.of("it-rolling-lua-1", "it-rolling-lua-4", "it-rolling-lua-10");

  /** Goes on until the test says so, without taking a processor from others. */
  private static final String CELL =
      "print('begun') while not io.open('/tmp/go') do os.execute('sleep 0.2') end print('finished')";

  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-rolling")).isEmpty();
  }

  @Test
  void thoseThatExecuteFinishAndAreReplacedLastAndEnoughAreReadyAllTheTime() throws IOException {
    file("red");
    fleet().run("up").succeeded();
    Map<String, JsonNode> before = kernels();
    assertThat(before).hasSize(COUNT);
    List<StockClient> clients = new ArrayList<>();
    try {
      for (String name : EXECUTING) {
        StockClient client = new StockClient(of(before, name).path("connection_file").asText());
        clients.add(client);
        client.begin(CELL);
      }
      file("blue");
      CompletableFuture<Run> up = fleet().begin("up", "--timeout", "240");
      awaitReplacementOfAllOthers(before);
      assertThat(up).isNotDone();
      EXECUTING.forEach(name -> Run.docker("exec", name, "touch", "/tmp/go"));
      for (StockClient client : clients) {
        JsonNode cell = client.end();
        assertThat(cell.path("status").asText()).isEqualTo("ok");
        assertThat(cell.path("stdout").asText()).isEqualTo("begun\nfinished\n");
      }
      List<String> progress = up.join().succeeded().err().lines().toList();
      assertThat(ended(progress)).hasSize(COUNT);
      assertThat(ended(progress).subList(COUNT - EXECUTING.size(), COUNT))
          .containsExactlyInAnyOrderElementsOf(EXECUTING);
      assertThat(fewestReady(progress)).isEqualTo(COUNT - AT_ONCE);
      kernels().forEach((name, now) -> assertThat(id(now)).isNotEqualTo(id(of(before, name))));
    } finally {
      clients.forEach(StockClient::close);
    }
  }

  private void awaitReplacementOfAllOthers(Map<String, JsonNode> before) {
    long replaced = 0;
    while (replaced < COUNT - EXECUTING.size()) {
      String running =
          Run.docker("ps", "-q", "--filter", "label=io.llmspell.fleet.project=it-rolling");
      assertThat(running.lines().count()).isGreaterThanOrEqualTo(COUNT - AT_ONCE);
      Map<String, JsonNode> now = kernels();
      EXECUTING.forEach(name -> assertThat(id(of(now, name))).isEqualTo(id(of(before, name))));
      replaced =
          now.entrySet().stream()
              .filter(kernel -> kernel.getValue().path("health").asText().equals("healthy"))
              .filter(kernel -> !id(kernel.getValue()).equals(id(of(before, kernel.getKey()))))
              .count();
    }
  }

  /** The names of those that were ended, in this order. */
  private static List<String> ended(List<String> progress) {
    return progress.stream()
        .filter(line -> line.endsWith(" stopping"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }

  private static int fewestReady(List<String> progress) {
    int ready = COUNT;
    int fewest = ready;
    for (String line : progress) {
      ready += line.endsWith(" ready") ? 1 : line.endsWith(" stopping") ? -1 : 0;
      fewest = Math.min(fewest, ready);
    }
    return fewest;
  }

  private static JsonNode of(Map<String, JsonNode> kernels, String name) {
    return Objects.requireNonNull(kernels.get(name), name);
  }

  private static String id(JsonNode kernel) {
    return kernel.path("id").asText();
  }

  private Map<String, JsonNode> kernels() {
    Map<String, JsonNode> kernels = new TreeMap<>();
    fleet().json("list").forEach(kernel -> kernels.put(kernel.path("name").asText(), kernel));
    return kernels;
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void file(String colour) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-rolling}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            x-kernel: {language: lua}
            stop_signal: SIGKILL
            environment: {COLOUR: %s}
            deploy: {replicas: %d, update_config: {parallelism: %d}}
        """
            .formatted(colour, COUNT, AT_ONCE));
  }
}
