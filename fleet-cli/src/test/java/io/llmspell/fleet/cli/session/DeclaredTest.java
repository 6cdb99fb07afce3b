package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the global options come to. */
class DeclaredTest {
  private static final ServiceName LUA = new ServiceName("lua");
  private static final ServiceName GONE = new ServiceName("gone");

  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void writeTheFile() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: ours}
        services:
          lua: {image: "fleet-kernel:latest", x-kernel: {language: lua}}
          js: {image: "fleet-kernel:latest", profiles: [web], x-kernel: {language: javascript}}
        """);
  }

  @Test
  void theProjectIsTheFiles() {
    assertThat(declared().project()).isEqualTo(new ProjectName("ours"));
  }

  @Test
  void theProjectIsWhatTheOptionSaysAndTheFileIsNotRead() throws IOException {
    Files.delete(folder.resolve("compose.yaml"));

    assertThat(declared("-p", "theirs").project()).isEqualTo(new ProjectName("theirs"));
  }

  @Test
  void theOptionsProjectIsTheFleetsToo() {
    assertThat(declared("-p", "theirs").desired().project()).isEqualTo(new ProjectName("theirs"));
  }

  @Test
  void refusesAProjectThatCanNotBe() {
    assertThatThrownBy(() -> declared("-p", "A B").project())
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE)
        .hasMessageStartingWith("--project-name: 'A B' is not a project name");
  }

  @Test
  void profilesAddServices() {
    assertThat(declared().desired().services().keySet()).containsExactly(new ServiceName("lua"));
    assertThat(declared("--profile", "web").desired().services().keySet())
        .containsExactly(new ServiceName("js"), new ServiceName("lua"));
  }

  @Test
  void theFileIsTheFoldersUnlessOneIsNamed() {
    assertThat(declared().file()).isEqualTo(folder.resolve("compose.yaml"));
    assertThat(declared("--file", "other.yml").file()).isEqualTo(folder.resolve("other.yml"));
  }

  @Test
  void filesAreThoseNamedElseTheVariablesElseTheFoldersAndItsOverride() throws IOException {
    Path base = folder.resolve("compose.yaml");
    Path override =
        Files.writeString(folder.resolve("compose.override.yml"), "services: {lua: {init: true}}");

    assertThat(declared().files()).containsExactly(base, override);
    assertThat(declared().desired().services().values())
        .allMatch(service -> service.container().process().init().isPresent());
    assertThat(declared("--file", "a.yml", "--file", "b.yml").files())
        .containsExactly(folder.resolve("a.yml"), folder.resolve("b.yml"));
    environment.put("COMPOSE_FILE", "c.yml:d.yml");
    assertThat(declared().files())
        .containsExactly(folder.resolve("c.yml"), folder.resolve("d.yml"));
    environment.put("COMPOSE_PATH_SEPARATOR", ";");
    environment.put("COMPOSE_FILE", "c.yml;d.yml");
    assertThat(declared().files())
        .containsExactly(folder.resolve("c.yml"), folder.resolve("d.yml"));
    assertThat(declared("--file", "a.yml").files()).containsExactly(folder.resolve("a.yml"));
  }

  @Test
  void saysWhatIsOddAboutTheFile() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"), "services:\n  web: {image: \"web${TAG}:1\"}\n");

    assertThat(declared().desired().services()).containsKey(new ServiceName("web"));
    assertThat(warnings).anyMatch(warning -> warning.contains("TAG"));
  }

  @Test
  void theScaleThatWasRecordedHoldsUntilAnotherIsAskedFor() {
    record(new Inputs(List.of(), List.of(), Map.of(LUA, 3, GONE, 2), Set.of()));

    Wish before = declared().wish(Set.of(), Map.of());
    assertThat(replicas(before)).isEqualTo(3);
    assertThat(before.inputs().scale()).as("what is asked for now").isEmpty();
    assertThat(replicas(declared().wish(Set.of(), Map.of(LUA, 1)))).isEqualTo(1);
  }

  @Test
  void whatIsRecordedIsWhatTheCallWasGiven() {
    assertThat(declared("--profile", "web").wish(Set.of(), Map.of(LUA, 2)).inputs())
        .isEqualTo(
            new Inputs(
                List.of(folder.resolve("compose.yaml")), List.of("web"), Map.of(LUA, 2), Set.of()));
  }

  @Test
  void theFileAndProfilesOfTheLastUpAreTakenWhereNoneAreGiven() throws IOException {
    Path moved = folder.resolve("elsewhere.yaml");
    Files.move(folder.resolve("compose.yaml"), moved);
    record(new Inputs(List.of(moved), List.of("web"), Map.of(), Set.of()));

    Declared again = declared("-p", "ours");
    assertThat(again.wishAsBefore(Set.of(), Map.of()).desired().services()).hasSize(2);
    assertThat(again.file()).isEqualTo(moved);
    assertThat(warnings).singleElement().asString().contains("last `up`", moved.toString());
  }

  @Test
  void theFolderAndTheVariableGiveFilesToo() throws IOException {
    Path given = folder.resolve("compose.yaml");
    Path other = Files.copy(given, folder.resolve("other.yaml"));
    record(new Inputs(List.of(other), List.of("web"), Map.of(), Set.of()));

    Declared here = declared();
    assertThat(here.wishAsBefore(Set.of(), Map.of()).desired().services())
        .as("profiles are recalled")
        .hasSize(2);
    assertThat(here.files()).containsExactly(given);
    Path third = Files.move(given, folder.resolve("third.yaml"));
    environment.put("COMPOSE_FILE", "third.yaml");
    Declared named = declared();
    named.wishAsBefore(Set.of(), Map.of());
    assertThat(named.files()).containsExactly(third);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aRecordedNumberThatTheFileNoLongerAllowsIsSaid() throws IOException {
    record(new Inputs(List.of(), List.of(), Map.of(LUA, 2), Set.of()));
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: ours}
        services:
          lua: {image: "debian", container_name: fixed}
          free: {image: "debian"}
        """);

    ServiceName free = new ServiceName("free");
    assertThatThrownBy(() -> declared().wish(Set.of(), Map.of(free, 3)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageContaining("container_name")
        .hasMessageEndingWith(
            "\n2 of lua were asked for before: `docker-fleet scale lua=1` takes that back");
    assertThat(replicas(declared().wish(Set.of(), Map.of(LUA, 1)))).isEqualTo(1);
    assertThatThrownBy(() -> declared().wish(Set.of(), Map.of(LUA, 3)))
        .hasMessageContaining("container_name")
        .hasMessageNotContaining("asked for before");
  }

  @Test
  void whatIsRecalledIsNotSaidAgain() {
    Path file = folder.resolve("compose.yaml");
    record(new Inputs(List.of(file), List.of("web"), Map.of(LUA, 3), Set.of()));

    assertThat(declared().wishAsBefore(Set.of(), Map.of(LUA, 2)).inputs())
        .isEqualTo(new Inputs(List.of(), List.of(), Map.of(LUA, 2), Set.of()));
    assertThat(declared("--profile", "web").wishAsBefore(Set.of(), Map.of()).inputs())
        .isEqualTo(new Inputs(List.of(file), List.of("web"), Map.of(), Set.of()));
  }

  @Test
  void aWarningIsSaidOnceHoweverOftenTheFileIsRead() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        "x-fleet: {name: ours}\nservices:\n  lua: {image: \"web${TAG}:1\"}\n");

    declared().wish(Set.of(), Map.of(LUA, 2));
    assertThat(warnings).hasSize(1);
  }

  private void record(Inputs inputs) {
    FleetHome.at(folder.resolve("home/.llmspell/fleet"))
        .updateInputs(new ProjectName("ours"), said -> inputs);
  }

  private static int replicas(Wish wish) {
    return Objects.requireNonNull(wish.desired().services().get(LUA)).replicas();
  }

  private Declared declared(String... args) {
    GlobalOptions options = new GlobalOptions();
    new CommandLine(options).parseArgs(args);
    Place place = new Place(environment, folder, folder.resolve("home"), folder.resolve("root"));
    return new Session(place, options, warnings::add).declared();
  }
}
