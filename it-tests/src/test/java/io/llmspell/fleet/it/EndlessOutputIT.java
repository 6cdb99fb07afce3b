package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on until it is interrupted ends when nobody reads it any more. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndlessOutputIT {
  @TempDir static Path folder;

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  @BeforeAll
  void bringUp() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: fleet-it-endless}
        x-talker: &talker
          image: debian:bookworm-slim
          command: sh -c 'while :; do echo more; sleep 0.2; done'
          stop_grace_period: 0s
        services:
          a:
            <<: *talker
            healthcheck: {test: ["CMD", "true"], interval: 1s}
          b: *talker
        """);
    fleet().run("up").succeeded();
  }

  @AfterAll
  void leaveNothing() {
    fleet().run("clean", "--yes").succeeded();
    assertThat(Leftovers.of("fleet-it-endless")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs -f a", "logs -f", "stats", "events"})
  void itEndsWithItsReader(String line) {
    Path program = FleetProgram.root().resolve("docker-fleet");
    Run run =
        Run.of(
            folder,
            Map.of("FLEET_HOME", folder.resolve("home").toString(), "FLEET_BUILD", "never"),
            "",
            List.of("bash", "-o", "pipefail", "-c", program + " " + line + " | head -n 1"));
    assertThat(run.succeeded().out()).hasLineCount(1);
    assertThat(run.err()).isEmpty();
  }
}
