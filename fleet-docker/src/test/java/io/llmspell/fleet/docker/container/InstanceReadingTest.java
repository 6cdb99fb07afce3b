package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.testkit.Samples;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the engine's words for a container's state to the fleet's. */
class InstanceReadingTest {
  private static final Map<String, String> KERNEL =
      new Translation(Samples.service("lua").kernel().build()).labels();
  private static final Map<String, String> PLAIN =
      new Translation(Samples.service("web").build()).labels();

  @ParameterizedTest
  @CsvSource({
    "created, Created, CREATING",
    "running, Up 2 minutes, STARTING",
    "running, Up 2 minutes (healthy), STARTING",
    "running, Up 2 minutes (unhealthy), STARTING",
    "running, Up 2 seconds (health: starting), STARTING",
    "paused, Up 2 minutes (Paused), STARTING",
    "restarting, Restarting (1) 3 seconds ago, STARTING",
    "removing, Removal In Progress, STOPPING",
    "exited, Exited (0) 3 seconds ago, GONE",
    "dead, Dead, GONE"
  })
  void aKernelIsNeverReadyForItsContainersStateAlone(String state, String status, Phase phase) {
    Instance read = read(KERNEL, state, status);

    assertThat(read.phase()).isEqualTo(phase);
    assertThat(read.health()).as("only its own protocol tells").isEqualTo(Health.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "created, Created, CREATING, UNKNOWN",
    "running, Up 2 minutes, READY, UNKNOWN",
    "running, Up 2 minutes (healthy), READY, HEALTHY",
    "running, Up 2 minutes (unhealthy), READY, UNRESPONSIVE",
    "running, Up 2 seconds (health: starting), STARTING, UNKNOWN",
    "restarting, Restarting (1) 3 seconds ago, STARTING, UNRESPONSIVE",
    "removing, Removal In Progress, STOPPING, UNKNOWN",
    "exited, Exited (0) 3 seconds ago, GONE, UNKNOWN",
    "dead, Dead, GONE, UNKNOWN"
  })
  void aPlainContainerIsReadyOnceItRunsAndItsHealthCheckHasSpoken(
      String state, String status, Phase phase, Health health) {
    Instance read = read(PLAIN, state, status);

    assertThat(read.phase()).isEqualTo(phase);
    assertThat(read.health()).isEqualTo(health);
  }

  @ParameterizedTest
  @CsvSource({
    "exited, true",
    "dead, true",
    "created, false",
    "running, false",
    "paused, false",
    "restarting, false",
    "removing, false"
  })
  void tellsWhetherThereIsAnEndToAskFor(String state, boolean ended) {
    assertThat(InstanceReading.hasEnded(new Listed(PLAIN, state, "").build())).isEqualTo(ended);
  }

  @Test
  void onlyAContainerThatHasTheNameItWasMadeUnderIsAnInstance() {
    assertThat(InstanceReading.isInstance(new Listed(KERNEL, "running", "Up").build())).isTrue();
    assertThat(InstanceReading.isInstance(new Listed(PLAIN, "running", "Up").build()))
        .as("labels of demo-web-1 on demo-lua-1")
        .isFalse();
    assertThat(
            InstanceReading.isInstance(
                new Listed(Map.of(Labels.PROJECT, "demo"), "running", "Up").build()))
        .isFalse();
  }

  @Test
  void readsWhatTheListSays() {
    Instance read = read(KERNEL, "running", "Up 1 second");

    assertThat(read.name()).isEqualTo("demo-lua-1");
    assertThat(read.handle()).isEqualTo("f00dfeed");
    assertThat(read.spec().imageId()).isEqualTo("sha256:1");
    assertThat(read.createdAt()).isEqualTo(Instant.ofEpochSecond(Listed.CREATED));
    assertThat(read.startedAt()).contains(Instant.ofEpochSecond(Listed.CREATED));
    assertThat(read.exit()).isEmpty();
  }

  @Test
  void whatWasMadeAndNotStartedHasNoStart() {
    assertThat(read(KERNEL, "created", "Created").startedAt()).isEmpty();
  }

  @Test
  void ofWhatIsMadeAndNotStartedTheMakerIsOfInterest() {
    String alive = Maker.ofThisProcess().process();
    assertThat(read(madeBy(alive), "created", "Created").maker()).isEqualTo(MakerState.ALIVE);
    assertThat(read(madeBy(alive + "0"), "created", "Created").maker()).isEqualTo(MakerState.DEAD);
    assertThat(read(madeBy(alive + "0"), "running", "Up 1 second").maker())
        .isEqualTo(MakerState.UNKNOWN);
  }

  private static Map<String, String> madeBy(String process) {
    Map<String, String> labels = new TreeMap<>(KERNEL);
    labels.put(Labels.MAKER, process);
    return labels;
  }

  @Test
  void readsHowAContainerEnded() {
    Instance read =
        ended(
            """
            {"Status":"exited","ExitCode":3,"OOMKilled":false,"Error":"",
             "FinishedAt":"2026-01-02T03:04:05.678Z"}
            """);

    assertThat(read.exit())
        .contains(
            new Instance.Exit(
                3, false, "", Optional.of(Instant.parse("2026-01-02T03:04:05.678Z"))));
  }

  @Test
  void seesThatAContainerRanOutOfMemory() {
    Instance read = ended("{\"ExitCode\":137,\"OOMKilled\":true,\"Error\":\"\"}");

    assertThat(read.exit().map(Instance.Exit::cause)).contains("out of memory (exit code 137)");
  }

  @Test
  void repeatsWhyAProgramCouldNotBeStarted() {
    Instance read =
        ended("{\"ExitCode\":127,\"OOMKilled\":false,\"Error\":\"exec: no such file\"}");

    assertThat(read.exit().map(Instance.Exit::cause))
        .contains("exec: no such file (exit code 127)");
  }

  @ParameterizedTest
  @CsvSource({"0001-01-01T00:00:00Z", "''", "yesterday"})
  void doesNotMakeUpWhenAContainerEnded(String time) {
    Instance read = ended("{\"ExitCode\":0,\"FinishedAt\":\"" + time + "\"}");

    assertThat(read.exit().map(Instance.Exit::code)).contains(0);
    assertThat(read.exit().flatMap(Instance.Exit::at)).isEmpty();
  }

  @Test
  void anExitCodeThatTheEngineDoesNotTellIsNotZero() {
    assertThat(ended("{}").exit().map(Instance.Exit::code)).contains(-1);
  }

  @Test
  void whatRunsAgainHasNoEndEvenIfItsStateRemembersOne() {
    Instance read =
        new InstanceReading(local())
            .read(
                new Listed(PLAIN, "running", "Up 1 second").build(),
                Optional.of(Listed.state("{\"ExitCode\":3}")));

    assertThat(read.exit()).isEmpty();
  }

  @Test
  void aKernelThatHasEndedCanNotBeReached() {
    Listed listed = new Listed(KERNEL, "exited", "Exited (1)").publishing("127.0.0.1", 9555, 9555);

    Instance read = new InstanceReading(local()).read(listed.build(), Optional.empty());

    assertThat(read.host()).isEmpty();
  }

  @Test
  void aKernelIsReachedWhereItsShellPortIs() {
    Listed listed = new Listed(KERNEL, "running", "Up").publishing("127.0.0.1", 9555, 9555);

    Instance read = new InstanceReading(local()).read(listed.build(), Optional.empty());

    assertThat(read.host()).contains("127.0.0.1");
  }

  private static Instance read(Map<String, String> labels, String state, String status) {
    return new InstanceReading(local())
        .read(new Listed(labels, state, status).build(), Optional.empty());
  }

  private static Instance ended(String state) {
    JsonNode end = Listed.state(state);
    return new InstanceReading(local())
        .read(new Listed(PLAIN, "exited", "Exited (3)").build(), Optional.of(end));
  }

  private static Reach local() {
    return new Reach(URI.create("unix:///var/run/docker.sock"));
  }
}
