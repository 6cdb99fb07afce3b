package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code plan} and {@code up} make of a file that changes; with plain containers, for speed.
 */
@NeedsEngine
class ChangesIT {
  private static final String SLEEPER =
      """
          image: debian:bookworm-slim
          command: [sleep, infinity]
          stop_signal: SIGKILL
      """;

  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    fleet().run("down", "--volumes").succeeded();
    assertThat(Leftovers.of("it-changes")).isEmpty();
  }

  @Test
  void whatAServiceDependsOnComesFirst() throws IOException {
    file(
        """
          app:
        %s    depends_on:
              store: {condition: service_healthy}
              job: {condition: service_completed_successfully}
          job:
            image: debian:bookworm-slim
            command: ["sh", "-c", "echo done"]
          store:
        %s    healthcheck: {test: "test -e /tmp", interval: 1s}
        """
            .formatted(SLEEPER, SLEEPER));
    fleet().run("up").succeeded();
    JsonNode store = fleet().kernel("store");
    assertThat(store.path("health").asText()).isEqualTo("healthy");
    assertThat(fleet().kernel("job").path("status").asText()).isEqualTo("dead");
    assertThat(started("app")).isGreaterThan(started("job")).isGreaterThan(started("store"));
    assertThat(fleet().run("up").succeeded().out()).contains("Nothing to do");
    assertThat(fleet().run("logs", "job").succeeded().out()).isEqualTo("done\n");
  }

  @Test
  void aServiceWhoseDependencyFailsIsNotStartedAndBothAreTold() throws IOException {
    file(
        """
          app:
        %s    depends_on:
              job: {condition: service_completed_successfully}
          job:
            image: debian:bookworm-slim
            command: ["sh", "-c", "echo not today; exit 9"]
          bystander:
        %s
        """
            .formatted(SLEEPER, SLEEPER));
    Run up = fleet().run("up");
    assertThat(up.exitCode()).isEqualTo(10);
    assertThat(up.err()).contains("exit code 9", "not today", "job, which it depends on, failed");
    assertThat(fleet().json("list").findValuesAsText("service"))
        .containsExactlyInAnyOrder("job", "bystander");
  }

  @Test
  void onlyWhatChangedIsReplacedAndThePlanSaysWhy() throws IOException {
    file("  one:\n%s  two:\n%s".formatted(SLEEPER, SLEEPER));
    fleet().run("up").succeeded();
    String one = fleet().kernel("one").path("id").asText();
    String two = fleet().kernel("two").path("id").asText();
    file("  one:\n%s  two:\n%s    environment: {COLOUR: blue}\n".formatted(SLEEPER, SLEEPER));
    assertThat(fleet().run("plan").succeeded().out())
        .contains("replace  it-changes-two-1: its configuration changed", "state will be lost")
        .contains("keep     it-changes-one-1");
    assertThat(fleet().kernel("two").path("id").asText()).isEqualTo(two);
    fleet().run("up").succeeded();
    assertThat(fleet().kernel("one").path("id").asText()).isEqualTo(one);
    assertThat(fleet().kernel("two").path("id").asText()).isNotEqualTo(two);
  }

  @Test
  void aServiceThatLeftTheFileIsReportedAndGoesOnlyWhenAsked() throws IOException {
    file("  one:\n%s  two:\n%s    scale: 2\n".formatted(SLEEPER, SLEEPER));
    fleet().run("up").succeeded();
    assertThat(fleet().json("list")).hasSize(3);
    file("  one:\n%s".formatted(SLEEPER));
    assertThat(fleet().run("up").succeeded().out())
        .contains("orphan   it-changes-two-1", "orphan   it-changes-two-2", "--remove-orphans");
    assertThat(fleet().json("list")).hasSize(3);
    fleet().run("up", "--remove-orphans").succeeded();
    assertThat(fleet().json("list").findValuesAsText("service")).containsExactly("one");
  }

  @Test
  void aNumberHoldsUntilAnotherIsAskedForAndAStoppedSlotUntilItsRestart() throws IOException {
    file("  one:\n%s  two:\n%s".formatted(SLEEPER, SLEEPER));
    fleet().run("up", "one").succeeded();
    fleet().run("scale", "one", "3").succeeded();
    assertThat(fleet().json("list")).hasSize(3);
    fleet().run("stop", "one-2").succeeded();
    fleet().run("scale", "two=1").succeeded();
    assertThat(fleet().json("list").findValuesAsText("slot"))
        .containsExactly("one-1", "one-3", "two-1");
    fleet().run("restart", "one-2", "two").succeeded();
    assertThat(fleet().json("list")).hasSize(4);
    assertThat(fleet().run("up", "--scale", "one=1").succeeded().err()).contains("scaled to 1");
    assertThat(fleet().json("list").findValuesAsText("service")).containsExactly("one", "two");
  }

  @Test
  void aSelectedServiceBringsWhatItNeedsAndNothingElse() throws IOException {
    file(
        "  one:\n%s    depends_on: [two]\n  two:\n%s  three:\n%s"
            .formatted(SLEEPER, SLEEPER, SLEEPER));
    fleet().run("up", "one").succeeded();
    assertThat(fleet().json("list").findValuesAsText("service")).containsExactly("one", "two");
    assertThat(fleet().run("up", "four").exitCode()).isEqualTo(4);
  }

  @Test
  void aNetworkThatGetsAnotherNameIsAnotherNetwork() throws IOException {
    file("  one:\n%s    networks: [n]\nnetworks:\n  n: {name: it-before}\n".formatted(SLEEPER));
    fleet().run("up").succeeded();
    file("  one:\n%s    networks: [n]\nnetworks:\n  n: {name: it-after}\n".formatted(SLEEPER));
    fleet().run("up").succeeded();
    assertThat(
            Run.docker(
                "inspect",
                "--format",
                "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}",
                "it-changes-one-1"))
        .isEqualTo("it-after");
  }

  @Test
  void aServiceThatIsNamedNeedsNoProfile() throws IOException {
    file("  one:\n%s  two:\n%s    profiles: [extra]\n".formatted(SLEEPER, SLEEPER));
    fleet().run("up", "two").succeeded();
    assertThat(fleet().json("list").findValuesAsText("service")).containsExactly("two");
    fleet().run("up").succeeded();
    assertThat(fleet().json("list").findValuesAsText("service")).containsExactly("one", "two");
  }

  @Test
  void aContainerThatEndsAgainAndAgainIsNotReady() throws IOException {
    file(
        """
          looping:
            image: debian:bookworm-slim
            restart: always
            command: ["sh", "-c", "exit 3"]
            healthcheck: {test: "test -e /nowhere", interval: 1s, retries: 1}
        """);
    Run up = fleet().run("up");
    assertThat(up.exitCode()).isEqualTo(10);
    assertThat(up.err()).contains("it-changes-looping-1", "ends again and again");
  }

  @Test
  void namedVolumesLiveOnUntilTheirDataIsGivenUp() throws IOException {
    file("  one:\n%s    volumes: [data:/data]\nvolumes:\n  data:\n".formatted(SLEEPER));
    fleet().run("up").succeeded();
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-changes")).containsExactly("volume it-changes_data");
    fleet().run("down", "--volumes").succeeded();
    assertThat(Leftovers.of("it-changes")).isEmpty();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void file(String services) throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"), "x-fleet: {name: it-changes}\nservices:\n" + services);
  }

  private String started(String service) {
    return Run.docker(
        "inspect", "--format", "{{.State.StartedAt}}", "it-changes-" + service + "-1");
  }
}
