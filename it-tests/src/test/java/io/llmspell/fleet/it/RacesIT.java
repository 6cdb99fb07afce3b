package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several programs at once on one fleet: one fleet comes of it, nothing is there twice, and what
 * each program says is true.
 */
@NeedsEngine
class RacesIT {
  private static final String PROJECT = "it-races";

  /**
   * What a program may say that was overtaken: it did it, it was in conflict, it did not get ready.
   */
  private static final Set<Integer> HONEST = Set.of(0, 7, 10);

  @TempDir Path folder;

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-races, ports: 22000-22199}
        services:
          sleeper:
            image: debian:bookworm-slim
            command: [sleep, infinity]
            stop_signal: SIGKILL
            scale: 3
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            x-kernel: {language: lua}
            stop_signal: SIGKILL
        """);
  }

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  @Test
  void twoFirstUpsMakeOneFleetAndBothSaySo() {
    Seeds.rounds(
        "twoFirstUpsMakeOneFleetAndBothSaySo",
        4,
        random -> {
          List<Run> ups = together(random, 0, List.of(List.of("up"), List.of("up")));
          ups.forEach(Run::succeeded);
          assertOneFleet();
          fleet().run("down").succeeded();
          assertThat(Leftovers.of(PROJECT)).isEmpty();
        });
  }

  @Test
  void upAgainstDownEndsInAFleetThatTheNextUpMakesWhole() {
    Seeds.rounds(
        "upAgainstDownEndsInAFleetThatTheNextUpMakesWhole",
        6,
        random -> {
          List<Run> runs = together(random, 1500, List.of(List.of("up"), List.of("down")));
          assertThat(runs).allMatch(run -> HONEST.contains(run.exitCode()));
          assertThat(runs).noneMatch(run -> run.err().contains("a fault in docker-fleet"));
          fleet().run("up").succeeded();
          assertOneFleet();
        });
  }

  /** The original lost eight of ten. */
  @Test
  void twentySpawnsAtOnceMakeTwentyKernels() {
    List<List<String>> spawns =
        IntStream.range(0, 20).mapToObj(i -> List.of("spawn", "--format", "json")).toList();
    List<Run> runs = together(Seeds.random("twentySpawns"), 0, spawns);
    runs.forEach(Run::succeeded);
    assertThat(runs.stream().map(run -> FleetProgram.parse(run).path("port").asInt()))
        .doesNotHaveDuplicates();
    assertThat(names(fleet().json("list")))
        .hasSize(20)
        .containsExactlyInAnyOrderElementsOf(
            runs.stream().map(run -> FleetProgram.parse(run).path("name").asText()).toList());
  }

  @Test
  void aSpawnedKernelIsEitherThereOrWasStopped() {
    Seeds.rounds(
        "aSpawnedKernelIsEitherThereOrWasStopped",
        3,
        random -> {
          List<List<String>> commands = new ArrayList<>();
          IntStream.range(0, 4).forEach(i -> commands.add(List.of("spawn", "--format", "json")));
          commands.add(List.of("stop-all", "--force", "--format", "json"));
          List<Run> runs = together(random, 2500, commands);
          Set<String> there = new TreeSet<>(names(fleet().json("list")));
          Set<String> stopped = new TreeSet<>();
          FleetProgram.parse(runs.get(4).succeeded()).forEach(name -> stopped.add(name.asText()));
          Set<String> told = new TreeSet<>();
          for (Run spawn : runs.subList(0, 4)) {
            assertThat(HONEST).contains(spawn.exitCode());
            if (spawn.exitCode() == 0) {
              told.add(FleetProgram.parse(spawn).path("name").asText());
            }
          }
          Set<String> accounted = new TreeSet<>(there);
          accounted.addAll(stopped);
          assertThat(accounted).containsAll(told);
          assertThat(told).containsAll(there);
          fleet().run("stop-all", "--force").succeeded();
        });
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  /** Every slot filled once, each kernel with a lease of its own, one network. */
  private void assertOneFleet() {
    JsonNode list = fleet().json("list");
    assertThat(list.findValuesAsText("slot"))
        .containsExactlyInAnyOrder("lua-1", "sleeper-1", "sleeper-2", "sleeper-3");
    assertThat(list.findValuesAsText("status")).containsOnly("running");
    assertThat(Leftovers.of(PROJECT))
        .filteredOn(left -> !left.startsWith("container"))
        .hasSize(2)
        .anyMatch(left -> left.startsWith("network"))
        .anyMatch(left -> left.startsWith("volume llmspell-ports-"));
  }

  private static List<String> names(JsonNode list) {
    return list.findValuesAsText("name");
  }

  /** Begins all, each at some moment within so many milliseconds; one answer each, in order. */
  private List<Run> together(RandomGenerator random, int within, List<List<String>> commands) {
    List<CompletableFuture<Run>> runs = new ArrayList<>();
    for (List<String> words : commands) {
      long delay = within == 0 ? 0 : random.nextInt(within);
      runs.add(
          CompletableFuture.supplyAsync(
                  () -> words, CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS))
              .thenCompose(w -> fleet().begin(w.toArray(String[]::new))));
    }
    return runs.stream().map(CompletableFuture::join).toList();
  }
}
