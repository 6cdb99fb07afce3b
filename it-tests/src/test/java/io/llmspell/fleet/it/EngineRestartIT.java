package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose engine freezes, ends and comes back, while others use the fleet. */
@NeedsEngine
@NeedsRoot
class EngineRestartIT {
  private static final String PROJECT = "it-restarted";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path machine;
  @TempDir Path folder;

  @Test
  void whatCannotBeSeenIsNotTakenForGoneAndWhatIsGoneComesBack() throws IOException {
    write();
    try (SecondEngine engine = SecondEngine.in(machine, "1g")) {
      engine.load("fleet-kernel:latest");
      fleet(engine).run("up").succeeded();
      JsonNode before = fleet(engine).json("list");
      try (FleetDaemon daemon =
          fleet(engine).serve(folder.resolve("log")).awaitSaying("keeps " + PROJECT)) {
        engine.pause();
        daemon.awaitSaying(PROJECT + " is kept no longer: the engine has not answered");
        engine.resume();
        daemon.awaitSaying(PROJECT + " is kept again");
        assertThat(ids(fleet(engine).json("list"))).isEqualTo(ids(before));

        List<CompletableFuture<Run>> load = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          load.add(fleet(engine).begin("spawn"));
          load.add(fleet(engine).begin("list"));
        }
        engine.restart();
        load.forEach(CompletableFuture::join);
        JsonNode after =
            Eventually.see(
                PATIENCE, () -> fleet(engine).json("list"), list -> answering(list) == 2);
        assertThat(ids(after)).doesNotContainAnyElementsOf(ids(before));
        assertThat(daemon.end()).isEqualTo(143);
      }
      fleet(engine).run("down").succeeded();
      fleet(engine).run("cleanup", "--grace-period", "0s").succeeded();
      assertThat(Leftovers.of(PROJECT, Map.of("DOCKER_HOST", engine.host()))).isEmpty();
    }
  }

  /** Those of the service. */
  private static long answering(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(kernel -> kernel.path("slot").isTextual())
        .filter(kernel -> kernel.path("health").asText().equals("healthy"))
        .count();
  }

  private static List<String> ids(JsonNode list) {
    return list.findValuesAsText("id");
  }

  private FleetProgram fleet(SecondEngine engine) {
    return new FleetProgram(folder, folder.resolve("home"))
        .with("DOCKER_HOST", engine.host())
        .inside(engine.inside());
  }

  private void write() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-restarted, ports: 22600-22699}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            network_mode: host
            stop_grace_period: 1s
            x-kernel: {language: lua}
            deploy: {replicas: 2}
        """);
  }
}
