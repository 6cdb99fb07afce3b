package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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

  /** Those that stop spawned kernels. */
  private static final Set<List<String>> ENDING =
      Set.of(List.of("down"), List.of("stop-all", "--force"));

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
          boolean stopped = ENDING.contains(kill(random));
          fleet().run("up").succeeded();
          assertThat(fleet().json("plan").findValuesAsText("action")).containsOnly("keep");
          assertThat(fleet().json("list"))
              .filteredOn(kernel -> kernel.path("slot").isTextual())
              .extracting(kernel -> kernel.path("slot").asText())
              .containsExactly("lua-1", "sleeper-1", "sleeper-2");
          JsonNode left = fleet().json("cleanup", "--dry-run", "--grace-period", "0s");
          if (stopped && !left.isEmpty()) {
            assertThat(left).allSatisfy(CrashesIT::isOnlyStopped);
            fleet().run("cleanup").succeeded();
            left = fleet().json("cleanup", "--dry-run", "--grace-period", "0s");
          }
          assertThat(left).isEmpty();
          if (random.nextInt(5) == 0) {
            bringDown();
          }
        });
  }

  /**
   * A spawned kernel that was stopped and not removed yet is one that has ended, as far as others
   * can see: it stays until {@code cleanup}, for its logs.
   */
  private static void isOnlyStopped(JsonNode left) {
    assertThat(left.path("subject").asText()).matches(PROJECT + "-kernel-[0-9a-f]{8}");
    assertThat(left.path("reason").asText()).startsWith("it has ended");
  }

  /** Returns what was killed. */
  private List<String> kill(RandomGenerator random) {
    try {
      if (random.nextBoolean()) {
        colour++;
      }
      file();
      List<String> command = COMMANDS.get(random.nextInt(COMMANDS.size()));
      Duration life = Duration.ofMillis(100 + random.nextInt(LONGEST_LIFE));
      fleet().runAndKill(life, command.toArray(String[]::new));
      // What the engine does for the dead goes on without them, and nobody can see that it will.
      UnansweredCalls.awaitNone();
      return command;
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
