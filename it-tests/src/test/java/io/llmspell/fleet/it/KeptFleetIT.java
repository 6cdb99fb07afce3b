package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon beside a fleet to which things happen: it comes to be as it was declared. */
@NeedsEngine
class KeptFleetIT {
  private static final String PROJECT = "it-kept";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private Optional<FleetDaemon> daemon = Optional.empty();

  @BeforeEach
  void declare() throws IOException {
    write("red", 2);
    fleet().run("up").succeeded();
    daemon = Optional.of(serve());
  }

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    daemon.ifPresent(FleetDaemon::close);
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  @Test
  void whatIsKilledRemovedOrFrozenComesBackUnderItsNameAndPorts() {
    JsonNode first = kernel("lua-1");
    JsonNode second = kernel("lua-2");
    Run.docker("kill", first.path("name").asText());
    JsonNode again = awaitAnother(first);
    assertThat(again.path("port")).isEqualTo(first.path("port"));
    assertThat(again.path("connection_file")).isEqualTo(first.path("connection_file"));
    assertThat(kernel("lua-2").path("id")).isEqualTo(second.path("id"));

    Run.docker("rm", "-f", second.path("name").asText());
    awaitAnother(second);
    Run.docker("pause", again.path("name").asText());
    JsonNode thawed = awaitAnother(again);
    assertThat(daemon().said()).contains(again.path("name").asText() + " failed");
    try (StockClient client = new StockClient(thawed.path("connection_file").asText())) {
      assertThat(client.execute("print(6 * 7)").toString()).contains("42");
    }
  }

  @Test
  void aKernelThatRunsOutOfMemoryComesBackAndItsCauseIsTold() {
    JsonNode first = kernel("lua-1");
    try (StockClient client = new StockClient(first.path("connection_file").asText())) {
      client.begin("print('begun'); local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1e6) .. i end");
      awaitAnother(first);
    }
    assertThat(daemon().said()).contains(first.path("name").asText() + " has ended: out of memory");
  }

  @Test
  void aChangedFileAScaleAndAStopAreFollowedAndDownStaysDown() throws IOException {
    JsonNode first = kernel("lua-1");
    write("blue", 2);
    awaitAnother(first);
    fleet().run("scale", "lua=3").succeeded();
    awaitList(list -> list.size() == 3);
    fleet().run("stop", "lua-2").succeeded();
    Run.docker("kill", PROJECT + "-lua-1");
    awaitList(
        list ->
            list.size() == 2
                && names(list).equals(PROJECT + "-lua-1 " + PROJECT + "-lua-3 ")
                && allAnswer(list));
    fleet().run("down").succeeded();
    assertThat(fleet().json("list")).isEmpty();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
    fleet().run("up").succeeded();
    awaitList(list -> list.size() == 2 && allAnswer(list));
  }

  @Test
  void oneDaemonKeepsAFleetAndLeavesItsKernelsWhenItEnds() {
    Run second = fleet().run("serve");
    assertThat(second.exitCode()).isEqualTo(ErrorCode.CONFLICT.exitCode());
    assertThat(second.err()).contains("process " + daemon().pid());
    JsonNode before = fleet().json("list");
    assertThat(daemon().end()).isEqualTo(143);
    assertThat(ids(fleet().json("list"))).isEqualTo(ids(before));
    daemon = Optional.of(serve());
    assertThat(ids(fleet().json("list"))).isEqualTo(ids(before));
  }

  @Test
  void aRestartBesideADaemonFillsEverySlotAnew() {
    for (int round = 0; round < 3; round++) {
      JsonNode before = fleet().json("list");
      fleet().run("restart", "lua").succeeded();
      JsonNode after = awaitList(list -> list.size() == 2 && allAnswer(list));
      assertThat(ids(after)).doesNotContain(ids(before).split(" "));
    }
  }

  private JsonNode awaitAnother(JsonNode old) {
    JsonNode list =
        awaitList(
            all ->
                StreamSupport.stream(all.spliterator(), false)
                    .anyMatch(
                        kernel ->
                            kernel.path("name").equals(old.path("name"))
                                && !kernel.path("id").equals(old.path("id"))
                                && answers(kernel)));
    return StreamSupport.stream(list.spliterator(), false)
        .filter(kernel -> kernel.path("name").equals(old.path("name")))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode awaitList(Predicate<JsonNode> expected) {
    return Eventually.see(PATIENCE, () -> fleet().json("list"), expected);
  }

  private static boolean allAnswer(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(KeptFleetIT::answers);
  }

  private static boolean answers(JsonNode kernel) {
    return kernel.path("health").asText().equals("healthy");
  }

  private static String names(JsonNode list) {
    StringBuilder names = new StringBuilder();
    list.forEach(kernel -> names.append(kernel.path("name").asText()).append(' '));
    return names.toString();
  }

  private static String ids(JsonNode list) {
    return String.join(" ", list.findValuesAsText("id"));
  }

  private JsonNode kernel(String slot) {
    for (JsonNode kernel : fleet().json("list")) {
      if (kernel.path("slot").asText().equals(slot)) {
        return kernel;
      }
    }
    throw new AssertionError("no kernel in slot " + slot);
  }

  private FleetDaemon daemon() {
    return daemon.orElseThrow();
  }

  private FleetDaemon serve() {
    return fleet().serve(folder.resolve("daemon.log")).awaitSaying("keeps " + PROJECT);
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void write(String colour, int replicas) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-kept, ports: 22400-22499}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            stop_grace_period: 1s
            x-kernel: {language: lua}
            mem_limit: 160m
            environment: {COLOUR: %s}
            deploy: {replicas: %d}
        """
            .formatted(colour, replicas));
  }
}
