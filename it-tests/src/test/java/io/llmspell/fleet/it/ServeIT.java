package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a service of its machine: its log, its signals, what it waits for. */
@NeedsEngine
class ServeIT {
  private static final String PROJECT = "it-served";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    fleet().run("-p", PROJECT, "down").succeeded();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  @Test
  void itsLogIsAnObjectALineWithTheEventsFieldsAndNoSecret() throws IOException {
    write("blue");
    try (FleetDaemon daemon = serve().awaitSaying("keeps " + PROJECT)) {
      fleet().run("up").succeeded();
      Run.docker("kill", PROJECT + "-lua-1");
      daemon.awaitSaying(PROJECT + "-lua-1 has ended");
      daemon.awaitSaying(PROJECT + "-lua-1 ready");
      assertThat(daemon.end()).isEqualTo(143);
      List<JsonNode> log = daemon.said().lines().map(FleetProgram::parse).toList();
      assertThat(log).allMatch(entry -> entry.path("time").isTextual());
      assertThat(log)
          .anyMatch(
              entry ->
                  entry.path("kind").asText().equals("ended")
                      && entry.path("subject").asText().equals(PROJECT + "-lua-1")
                      && entry.path("detail").asText().contains("137")
                      && entry.path("level").asText().equals("WARN"));
      assertThat(daemon.said()).doesNotContain("sk-secret");
    }
  }

  @Test
  void aHangupTriesAgainWhatWasGivenUpAndEndsNothing() throws IOException {
    write("blue");
    try (FleetDaemon daemon = serve().awaitSaying("keeps " + PROJECT)) {
      fleet().run("up").succeeded();
      String before = kernels().findValuesAsText("id").toString();
      daemon.hangUp();
      daemon.awaitSaying("SIGHUP");
      write("absent", "fleet-it/not-there:latest");
      daemon.awaitSaying("not-there");
      daemon.hangUp();
      write("blue");
      Eventually.see(
          PATIENCE, this::kernels, list -> list.findValuesAsText("id").toString().equals(before));
      assertThat(daemon.end()).isEqualTo(143);
    }
  }

  @Test
  void itWaitsForItsFileAndItsEngineAndEndsWhileItWaits() throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), "services: {lua: {imag: x}}\n");
    try (FleetDaemon daemon = serve().awaitSaying("waits 2 s and tries again")) {
      write("blue");
      daemon.awaitSaying("keeps " + PROJECT);
      assertThat(daemon.end()).isEqualTo(143);
    }
    Path socket = folder.resolve("engine.sock");
    FleetProgram early = fleet().with("DOCKER_HOST", "unix://" + socket);
    try (FleetDaemon daemon =
        early.serve(folder.resolve("early.log")).awaitSaying("waits 2 s and tries again")) {
      assertThat(early.run("serve").exitCode()).isEqualTo(ErrorCode.CONFLICT.exitCode());
      Files.createSymbolicLink(socket, Path.of("/var/run/docker.sock"));
      daemon.awaitSaying("keeps " + PROJECT);
      assertThat(daemon.end()).isEqualTo(143);
    }
    try (FleetDaemon daemon =
        fleet()
            .with("DOCKER_HOST", "tcp://127.0.0.1:1")
            .serve(folder.resolve("late.log"))
            .awaitSaying("tries again")) {
      assertThat(daemon.end()).isEqualTo(143);
    }
  }

  @Test
  void kernelsThatEndWithItComeBackWithTheNext() throws IOException {
    write("blue");
    fleet().run("up").succeeded();
    String before = kernels().findValuesAsText("id").toString();
    try (FleetDaemon daemon = serve("--stop-kernels").awaitSaying("keeps " + PROJECT)) {
      assertThat(daemon.end()).isEqualTo(143);
    }
    assertThat(kernels()).isEmpty();
    try (FleetDaemon daemon = serve().awaitSaying("keeps " + PROJECT)) {
      JsonNode after = Eventually.see(PATIENCE, this::kernels, ServeIT::answers);
      assertThat(after.findValuesAsText("id").toString()).isNotEqualTo(before);
      assertThat(daemon.end()).isEqualTo(143);
    }
  }

  private static boolean answers(JsonNode list) {
    return !list.isEmpty()
        && StreamSupport.stream(list.spliterator(), false)
            .allMatch(kernel -> kernel.path("health").asText().equals("healthy"));
  }

  private JsonNode kernels() {
    return fleet().json("list");
  }

  private FleetDaemon serve(String... options) {
    return fleet().serve(folder.resolve("daemon.log"), options);
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home")).with("OPENAI_API_KEY", "sk-secret");
  }

  private void write(String colour) throws IOException {
    write(colour, "fleet-kernel:latest");
  }

  private void write(String colour, String image) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-served, ports: 22700-22799}
        services:
          lua:
            image: %s
            pull_policy: never
            stop_grace_period: 1s
            x-kernel: {language: lua}
            environment: {COLOUR: %s, OPENAI_API_KEY: }
        """
            .formatted(image, colour));
  }
}
