package io.llmspell.fleet.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.FakeEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.testkit.Samples;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One look at a project's containers. */
class ObserverTest {
  private static final String LISTED =
      """
      [{"Id":"c1","ImageID":"sha256:1","Created":1700000000,"Names":["/demo-web-1"],
        "State":"%s","Status":"%s","Ports":[],"NetworkSettings":{"Networks":{}},
        "Labels":{"io.llmspell.fleet.project":"demo","io.llmspell.fleet.id":"container-0badcafe",
          "io.llmspell.fleet.name":"%s",
          "io.llmspell.fleet.spec-hash":"%s","io.llmspell.fleet.attempt":"1",
          "io.llmspell.fleet.created-by":"jane","io.llmspell.fleet.image":"redis:7",
          "io.llmspell.fleet.service":"web","io.llmspell.fleet.slot":"1"}}]
      """;

  @Test
  void asksForTheProjectsContainersEndedOnesToo() {
    try (FakeEngine fake = FakeEngine.usual().with("/containers/json", 200, "[]")) {
      assertThat(look(fake)).isEmpty();

      String asked = URLDecoder.decode(fake.requests().get(1), StandardCharsets.UTF_8);
      assertThat(asked).contains("all=true").contains("io.llmspell.fleet.project=demo");
    }
  }

  @Test
  void asksForVolumesAndLeasesTogether() {
    Observation wanted =
        new Observation(Samples.PROJECT, Set.of(), Set.of(), Set.of("data"), false);
    String volumes =
        """
        {"Volumes":[{"Name":"data","Labels":null},{"Name":"other"},
          {"Name":"llmspell-ports-9555","Labels":{"io.llmspell.fleet.project":"demo",
            "io.llmspell.fleet.ports":"9555","io.llmspell.fleet.nonce":"once"}}]}""";
    try (FakeEngine fake =
            FakeEngine.usual()
                .with("/containers/json", 200, "[]")
                .with("/networks", 200, "[]")
                .with("/volumes", 200, volumes);
        DockerRuntime runtime =
            new DockerRuntime(Engine.connect(fake.endpoint()), Optional.empty())) {
      ObservedFleet seen = runtime.observe(wanted);

      assertThat(seen.volumes()).containsExactly("data");
      assertThat(seen.leftovers()).extracting(Leftover::mark).containsExactly("once");
      assertThat(fake.requests()).filteredOn(r -> r.contains("/volumes")).hasSize(1);
    }
  }

  @Test
  void asksNothingMoreOfAContainerThatRuns() {
    try (FakeEngine fake = listing("running", "Up 1 second")) {
      assertThat(look(fake)).extracting(Instance::phase).containsExactly(Phase.READY);
      assertThat(fake.requests()).hasSize(2);
    }
  }

  @Test
  void leavesOutWhatInheritedOurLabelsFromItsImage() {
    try (FakeEngine fake =
        FakeEngine.usual()
            .with(
                "/containers/json",
                200,
                LISTED.formatted("running", "Up 1 second", "demo-lua-1", "0".repeat(64)))) {
      assertThat(look(fake)).isEmpty();
    }
  }

  @Test
  void asksHowAContainerEnded() {
    try (FakeEngine fake =
        listing("exited", "Exited (3)")
            .with("/containers/c1/json", 200, "{\"State\":{\"ExitCode\":3}}")) {
      assertThat(look(fake))
          .extracting(instance -> instance.exit().map(Instance.Exit::code))
          .containsExactly(Optional.of(3));
    }
  }

  @Test
  void leavesOutAContainerThatWentAwayMeanwhile() {
    try (FakeEngine fake =
        listing("exited", "Exited (3)")
            .with("/containers/c1/json", 404, "{\"message\":\"No such container: c1\"}")) {
      assertThat(look(fake)).isEmpty();
    }
  }

  @Test
  void aLookThatFailsIsNoEmptyAnswer() {
    try (FakeEngine fake =
        listing("exited", "Exited (3)")
            .with("/containers/c1/json", 500, "{\"message\":\"deadlock\"}")) {
      assertThatThrownBy(() -> look(fake))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_ERROR)
          .hasMessage("can't inspect container c1: deadlock");
    }
  }

  private static List<Instance> look(FakeEngine fake) {
    try (DockerRuntime runtime =
        new DockerRuntime(Engine.connect(fake.endpoint()), Optional.empty())) {
      return runtime.observe(Observation.ofInstances(Samples.PROJECT)).instances();
    }
  }

  private static FakeEngine listing(String state, String status) {
    return FakeEngine.usual()
        .with(
            "/containers/json", 200, LISTED.formatted(state, status, "demo-web-1", "0".repeat(64)));
  }
}
