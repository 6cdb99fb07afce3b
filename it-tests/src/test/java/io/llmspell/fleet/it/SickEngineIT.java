package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.TimeLimits;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the fleet says of a real engine whose disk is full, that is paused, or that lost an image.
 */
@NeedsEngine
@EnabledIfSystemProperty(
    named = "user.name",
    matches = "root",
    disabledReason = "only root may start a second engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SickEngineIT {
  private static final String IMAGE = "fleet-it/tiny:latest";

  @TempDir static Path machine;
  @TempDir Path folder;

  private Optional<SecondEngine> second = Optional.empty();

  @BeforeAll
  void startEngine() throws IOException {
    second = Optional.of(SecondEngine.in(machine));
    engine().makeImage(IMAGE);
  }

  @AfterAll
  void stopEngine() {
    second.ifPresent(SecondEngine::close);
  }

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-sick}
        services:
          job:
            image: %s
            pull_policy: never
            network_mode: none
            command: ["/no/such/program"]
        """
            .formatted(IMAGE));
  }

  @Test
  void aFullDiskIsSaidToBeFullAndNothingIsLeftBehind() throws IOException {
    engine().fillDisk();
    Run up;
    try {
      up = fleet().run("up");
    } finally {
      engine().emptyDisk();
    }
    assertThat(up.exitCode()).isEqualTo(ErrorCode.DISK_FULL.exitCode());
    assertThat(up.err()).contains("no space left on device; the engine's disk is full: `docker");
    assertThat(engine().docker("ps", "-aq").succeeded().out()).isEmpty();
  }

  @Test
  void aProgramThatTheImageLacksIsAFaultOfTheFile() {
    Run up = fleet().run("up");
    assertThat(up.exitCode()).isEqualTo(ErrorCode.INVALID_FILE.exitCode());
    assertThat(up.err())
        .contains("can't start it-sick-job-1: ", "; its command or entrypoint names a program");
    assertThat(engine().docker("ps", "-aq").succeeded().out()).isEmpty();
  }

  @Test
  void anImageThatIsRemovedBetweenTheLookAndTheStartIsMissedByName() throws IOException {
    // What up sees of it: the image is there, and then it is not.
    try (DockerRuntime runtime = runtime(TimeLimits.USUAL)) {
      assertThat(runtime.observe(Observation.of(Samples.fleet(request().service()))).images())
          .isNotEmpty();
      engine().docker("rmi", IMAGE).succeeded();
      assertThatThrownBy(() -> runtime.start(request()))
          .hasFieldOrPropertyWithValue("code", ErrorCode.IMAGE_UNAVAILABLE)
          .hasMessageContaining(IMAGE);
    } finally {
      engine().makeImage(IMAGE);
    }
  }

  @Test
  void aPausedEngineIsSaidToBeSilentAndIsUsedAgainWhenItGoesOn() {
    Observation look = Observation.ofInstances(Samples.PROJECT);
    try (DockerRuntime runtime =
        runtime(new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(2)))) {
      assertThat(runtime.observe(look).instances()).isEmpty();
      engine().pause();
      try {
        assertThatThrownBy(() -> runtime.observe(look))
            .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_SILENT)
            .hasMessageContaining("accepts connections and has not answered within 2 s");
      } finally {
        engine().resume();
      }
      assertThat(runtime.observe(look).instances()).isEmpty();
    }
  }

  private static StartRequest request() {
    ServiceSpec service = Samples.service("job").image(IMAGE).build();
    return new StartRequest(
        Samples.fleet(service),
        service,
        InstanceId.container(new Random(1)),
        "demo-job-1",
        Optional.of(new Slot(service.name(), 1)),
        1,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        StartRequest.Publish.NEVER);
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home")).with("DOCKER_HOST", engine().host());
  }

  private DockerRuntime runtime(TimeLimits limits) {
    return new DockerRuntime(Engine.connect(engine().endpoint(), limits), Optional.empty());
  }

  private SecondEngine engine() {
    return second.orElseThrow();
  }
}
