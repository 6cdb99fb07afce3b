package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        () -> fleet().kernel(KERNEL),
        kernel ->
            !kernel.path("id").equals(first.path("id"))
                && kernel.path("health").asText().equals("healthy"));
    fleet().run("stop", KERNEL).succeeded();
    Run.docker("kill", fleet().kernel("kernel-lua-anthropic").path("container_id").asText());
    JsonNode left =
        Eventually.see(
            PATIENCE,
            () -> fleet().json("list"),
            list ->
                list.size() == 2
                    && list.findValuesAsText("status").stream().allMatch("running"::equals));
    assertThat(left.findValuesAsText("service")).doesNotContain(KERNEL);
    assertThat(Run.docker("inspect", "-f", "{{.Id}}", "llmspell-fleet-registry-1"))
        .isEqualTo(daemon);
  }

  private FleetProgram fleet() {
    return new FleetProgram(FleetProgram.root(), home)
        .with("PWD", FleetProgram.root().toString())
        .with("FLEET_UID", "0")
        .with("FLEET_PORT", "22998")
        .with("DOCKER_GID", groupOfTheSocket());
  }

  private static String groupOfTheSocket() {
    try {
      return Files.getAttribute(Path.of("/var/run/docker.sock"), "unix:gid").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
