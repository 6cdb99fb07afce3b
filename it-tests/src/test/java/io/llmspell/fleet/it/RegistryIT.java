package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Images that are not here and come from a registry. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {
  private static final String REGISTRY = "fleet-it/registry:latest";

  private final GenericContainer<?> registry =
      new GenericContainer<>(DockerImageName.parse(REGISTRY))
          .withImagePullPolicy(NeverPull.INSTANCE)
          .withExposedPorts(5000)
          .waitingFor(Wait.forHttp("/v2/"));

  @TempDir Path folder;

  @BeforeAll
  void startRegistry() {
    Run.docker("build", "-q", "-t", REGISTRY, "images/registry");
    registry.start();
  }

  @AfterAll
  void stopRegistry() {
    registry.stop();
  }

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-registry")).isEmpty();
    Run.docker("rmi", "-f", image());
  }

  @Test
  void aMissingImageIsPulledAndANewerOneReplacesWhatRunsOnIt() throws IOException {
    push("one");
    file(image());
    Run first = fleet().run("up").succeeded();
    assertThat(first.err()).contains("image " + image() + ": pulling", ": pulled");
    assertThat(Run.docker("exec", "it-registry-sleeper-1", "cat", "/which")).isEqualTo("one");
    String before = fleet().kernel("sleeper").path("id").asText();
    fleet().run("up").succeeded();
    assertThat(fleet().kernel("sleeper").path("id").asText()).isEqualTo(before);
    push("two");
    Run second = fleet().run("up").succeeded();
    assertThat(second.err()).contains("there is a newer image");
    assertThat(Run.docker("exec", "it-registry-sleeper-1", "cat", "/which")).isEqualTo("two");
  }

  @Test
  void anImageThatTheRegistryLacksIsOneClearErrorAndNothingIsMade() throws IOException {
    String lacking = image().replace("sleeper", "nowhere");
    file(lacking);
    Run up = fleet().run("up");
    assertThat(up.exitCode()).isEqualTo(8);
    assertThat(up.err()).contains("image " + lacking + " is not to be had", "check its name");
    assertThat(fleet().json("list")).isEmpty();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private String image() {
    return "localhost:" + registry.getMappedPort(5000) + "/it/sleeper:latest";
  }

  private void file(String image) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-registry}
        services:
          sleeper:
            image: %s
            pull_policy: always
            command: [sleep, infinity]
            stop_signal: SIGKILL
        """
            .formatted(image));
  }

  /** Makes an image that says which one it is, puts it into the registry and forgets it here. */
  private void push(String which) throws IOException {
    Path context = Files.createTempDirectory(folder, "image");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN printf " + which + " >/which\n");
    Run.docker("build", "-q", "-t", image(), context.toString());
    Run.docker("push", image());
    Run.docker("rmi", image());
  }
}
