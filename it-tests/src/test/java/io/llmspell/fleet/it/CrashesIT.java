package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that are killed with SIGKILL, whatever they are doing just then. The next {@code up}
 * makes the fleet whole, without any grace period: that the killed one is dead can be seen.
 */
@NeedsEngine
class CrashesIT {
  private static final String PROJECT = "it-crashes";
  private static final int ROUNDS = Integer.getInteger("fleet.kills", 50);

  /** Longer than most of the commands take. */
  private static final int LONGEST_LIFE = 1500;

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("up"),
          List.of("up"),
          List.of("down"),
          List.of("stop", "lua"),
          List.of("stop-all", "--force"),
          List.of("spawn"),
          List.of("cleanup"));

  @TempDir Path folder;
  private int colour;

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  @Test
  void afterEveryKillTheNextUpMakesTheFleetWhole() {
    Seeds.rounds(
        "afterEveryKillTheNextUpMakesTheFleetWhole",
        ROUNDS,
        random -> {
          kill(random);
          fleet().run("up").succeeded();
          assertThat(fleet().json("plan").findValuesAsText("action")).containsOnly("keep");
          assertThat(fleet().json("list"))
              .filteredOn(kernel -> kernel.path("slot").isTextual())
              .extracting(kernel -> kernel.path("slot").asText())
              .containsExactly("lua-1", "sleeper-1", "sleeper-2");
          assertThat(fleet().json("cleanup", "--dry-run", "--grace-period", "0s")).isEmpty();
          if (random.nextInt(5) == 0) {
            bringDown();
          }
        });
  }

  private void kill(RandomGenerator random) {
    try {
      if (random.nextBoolean()) {
        colour++;
      }
      file();
      List<String> command = COMMANDS.get(random.nextInt(COMMANDS.size()));
      Duration life = Duration.ofMillis(100 + random.nextInt(LONGEST_LIFE));
      fleet().runAndKill(life, command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void file() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-crashes, ports: 22300-22399}
        services:
          sleeper:
            image: debian:bookworm-slim
            command: [sleep, infinity]
            stop_signal: SIGKILL
            scale: 2
            environment: {COLOUR: "%1$d"}
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            stop_signal: SIGKILL
            x-kernel: {language: lua}
            environment: {COLOUR: "%1$d"}
            deploy: {update_config: {order: start-first}}
        """
            .formatted(colour));
  }
}
