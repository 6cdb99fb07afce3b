package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Daemons that are killed with SIGKILL while they mend what happens to their fleet. Each next one
 * makes the fleet whole, keeps what was well, and leaves nothing over.
 */
@NeedsEngine
class DaemonCrashesIT {
  private static final String PROJECT = "it-mortal";
  private static final int ROUNDS = Integer.getInteger("fleet.kills", 50);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Longer than it takes to mend most of what happens. */
  private static final int LONGEST_LIFE = 1500;

  @TempDir Path folder;
  private Optional<FleetDaemon> daemon = Optional.empty();
  private int colour;
  private int replicas = 2;

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    daemon.ifPresent(FleetDaemon::close);
    UnansweredCalls.awaitNone();
    fleet().run("cleanup", "--grace-period", "0s").succeeded();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  @Test
  void afterEveryKillTheNextDaemonMakesTheFleetWhole() throws IOException {
    write();
    fleet().run("up").succeeded();
    daemon = Optional.of(serve());
    Seeds.rounds("afterEveryKillTheNextDaemonMakesTheFleetWhole", ROUNDS, this::round);
  }

  private void round(RandomGenerator random) {
    Map<String, String> well = ids(awaitWhole());
    well.remove(mishap(random, List.copyOf(new TreeSet<>(well.keySet()))));
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE)).toNanos());
    daemon.orElseThrow().kill();
    UnansweredCalls.awaitNone();
    daemon = Optional.of(serve());
    Map<String, String> after = ids(awaitWhole());
    well.keySet().retainAll(after.keySet()); // scaled down
    assertThat(after).as(daemon.orElseThrow().said()).containsAllEntriesOf(well);
  }

  /** Something happens; returns the name of whom it happens to, or of all if it is in the file. */
  private String mishap(RandomGenerator random, List<String> kernels) {
    String victim = kernels.get(random.nextInt(kernels.size()));
    switch (random.nextInt(5)) {
      case 0 -> Run.docker("kill", victim);
      case 1 -> Run.docker("rm", "-f", victim);
      case 2 -> scale(random);
      case 3 -> {
        colour++;
        write();
        return PROJECT + "-sleeper-1";
      }
      default -> Run.docker("rm", "-f", PROJECT + "-sleeper-1");
    }
    return victim;
  }

  /** As {@code scale} records it; whoever keeps the fleet does the rest. */
  private void scale(RandomGenerator random) {
    replicas = 1 + random.nextInt(3);
    fleet().run("scale", "lua=" + replicas).succeeded();
  }

  private JsonNode awaitWhole() {
    return Eventually.see(PATIENCE, () -> fleet().json("list"), this::isWhole);
  }

  private boolean isWhole(JsonNode list) {
    boolean allWell =
        StreamSupport.stream(list.spliterator(), false)
            .allMatch(
                one ->
                    one.path("status").asText().equals("running")
                        && (one.path("port").isNull()
                            || one.path("health").asText().equals("healthy")));
    return allWell
        && list.size() == replicas + 1
        && leases() == replicas
        && fleet().json("plan").findValuesAsText("action").stream().allMatch("keep"::equals);
  }

  private static long leases() {
    return Leftovers.of(PROJECT).stream().filter(left -> left.startsWith("volume ")).count();
  }

  /** Of kernels, by their names. */
  private static Map<String, String> ids(JsonNode list) {
    Map<String, String> ids = new HashMap<>();
    for (JsonNode one : list) {
      ids.put(one.path("name").asText(), one.path("id").asText());
    }
    ids.remove(PROJECT + "-sleeper-1");
    return ids;
  }

  private FleetDaemon serve() {
    return fleet().serve(folder.resolve("daemon.log"));
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void write() {
    try {
      Files.writeString(
          folder.resolve("compose.yaml"),
          """
          x-fleet: {name: it-mortal, ports: 22500-22599}
          services:
            sleeper:
              image: debian:bookworm-slim
              command: [sleep, infinity]
              stop_signal: SIGKILL
              restart: always
              environment: {COLOUR: "%d"}
            lua:
              image: fleet-kernel:latest
              pull_policy: never
              stop_signal: SIGKILL
              x-kernel: {language: lua}
              deploy: {replicas: 2}
          """
              .formatted(colour));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
