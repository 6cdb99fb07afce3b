package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped profile {@code registry}: the daemon as a container beside the kernels it keeps. */
@NeedsEngine
@NeedsRoot
class RegistryProfileIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String KERNEL = "kernel-lua-openai";

  @TempDir Path home;

  @AfterEach
  void bringDown() {
    fleet().run("--profile", "registry", "down").succeeded();
    assertThat(Leftovers.of("llmspell")).isEmpty();
  }

  @Test
  void upWithTheProfileBringsADaemonThatKeepsTheKernelsAndItself() {
    fleet().run("up", "--profile", "registry").succeeded();
    String daemon = Run.docker("inspect", "-f", "{{.Id}}", "llmspell-fleet-registry-1");
    JsonNode first = fleet().kernel(KERNEL);
    Run.docker("kill", first.path("container_id").asText());
    Eventually.see(
        PATIENCE,
        () -> fleet().json("list"),
        list ->
            answering(list) == 2
                && !list.findValuesAsText("id").contains(first.path("id").asText()));
    fleet().run("stop", KERNEL).succeeded();
    String second = fleet().kernel("kernel-lua-anthropic").path("id").asText();
    Run.docker("kill", "llmspell-kernel-lua-anthropic-1");
    JsonNode left =
        Eventually.see(
            PATIENCE,
            () -> fleet().json("list"),
            list -> answering(list) == 1 && !list.findValuesAsText("id").contains(second));
    assertThat(left.findValuesAsText("service")).doesNotContain(KERNEL);
    assertThat(Run.docker("inspect", "-f", "{{.Id}}", "llmspell-fleet-registry-1"))
        .isEqualTo(daemon);
  }

  /** Kernels that answer. */
  private static long answering(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(one -> one.path("service").asText().startsWith("kernel-"))
        .filter(kernel -> kernel.path("health").asText().equals("healthy"))
        .count();
  }

  private FleetProgram fleet() {
    return new FleetProgram(FleetProgram.root(), home)
        .with("PWD", FleetProgram.root().toString())
        .with("FLEET_UID", "0")
        .with("FLEET_PORT", "22998")
        .with("DOCKER_GID", groupOf(Path.of("/var/run/docker.sock")));
  }

  private static String groupOf(Path file) {
    try {
      return Files.getAttribute(file, "unix:gid").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
