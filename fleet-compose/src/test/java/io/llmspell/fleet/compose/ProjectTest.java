package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, ports, profiles and variables of a project, and who decides on them. */
class ProjectTest {
  private static final String A = "services: {a: {image: i}}\n";
  private static final String PROFILES =
      "services: {a: {image: i}, b: {image: i, profiles: [p]}, c: {image: i, profiles: [q]}}";

  @TempDir Path folder;

  @Test
  void takesTheNameFromTheCallerThenTheEnvironmentThenTheFileThenTheFolder() throws Exception {
    ComposeFolder compose = new ComposeFolder(Files.createDirectory(folder.resolve("_My Fleet.1")));
    assertThat(compose.read(A).project()).isEqualTo(new ProjectName("myfleet1"));
    assertThat(compose.read(A + "name: named").project()).isEqualTo(new ProjectName("named"));
    assertThat(compose.read(A + "x-fleet: {name: own}").project())
        .isEqualTo(new ProjectName("own"));

    compose.with(".env", "COMPOSE_PROJECT_NAME=dotenv");
    assertThat(compose.read(A + "name: named").project()).isEqualTo(new ProjectName("dotenv"));
    compose.variable("COMPOSE_PROJECT_NAME", "variable");
    assertThat(compose.read(A + "name: named").project()).isEqualTo(new ProjectName("variable"));

    compose.options(
        new ReadOptions(
            Optional.of(new ProjectName("asked")), Set.of(), Map.of(), Optional.empty(), Set.of()));
    DesiredFleet fleet = compose.read("services: {a: {image: '${COMPOSE_PROJECT_NAME}-k'}}");
    assertThat(fleet.project()).isEqualTo(new ProjectName("asked"));
    assertThat(ComposeFolder.service(fleet, "a").image().value()).isEqualTo("asked-k:latest");
  }

  @Test
  void saysWhereABadNameComesFrom() {
    assertThat(new ComposeFolder(folder).variable("COMPOSE_PROJECT_NAME", "Bad").problems(A))
        .singleElement()
        .asString()
        .contains("COMPOSE_PROJECT_NAME: 'Bad' is not a project name");
  }

  @Test
  void takesPortsFromTheCallerThenTheFile() {
    ComposeFolder compose = new ComposeFolder(folder);
    assertThat(compose.read(A).ports()).isEqualTo(PortRange.DEFAULT);
    assertThat(compose.read(A + "x-fleet: {ports: 7000-7099}").ports())
        .isEqualTo(new PortRange(7000, 7099));
    compose.options(
        new ReadOptions(
            Optional.empty(),
            Set.of(),
            Map.of(),
            Optional.of(new PortRange(8000, 8099)),
            Set.of()));
    assertThat(compose.read(A + "x-fleet: {ports: 7000-7099}").ports())
        .isEqualTo(new PortRange(8000, 8099));
  }

  @Test
  void keepsServicesOfOtherProfilesInactive() {
    ComposeFolder compose = new ComposeFolder(folder);

    assertThat(compose.read(PROFILES).inactive())
        .containsExactly(new ServiceName("b"), new ServiceName("c"));
    assertThat(compose.profiles("p").read(PROFILES).services())
        .containsOnlyKeys(new ServiceName("a"), new ServiceName("b"));
    assertThat(compose.variable("COMPOSE_PROFILES", "q, none").read(PROFILES).inactive()).isEmpty();
    assertThat(new ComposeFolder(folder).profiles("*").read(PROFILES).inactive()).isEmpty();
  }

  @Test
  void letsTheEnvironmentWinOverTheFileBesideTheComposeFile() {
    ComposeFolder compose =
        new ComposeFolder(folder).with(".env", "TAG=file\nKEY=k\n").variable("TAG", "env");

    DesiredFleet fleet = compose.read("services: {a: {image: 'i:$TAG', hostname: '$KEY'}}");

    assertThat(ComposeFolder.service(fleet, "a").image().value()).isEqualTo("i:env");
    assertThat(ComposeFolder.service(fleet, "a").container().networking().hostname()).contains("k");
    assertThat(compose.reader().variables(compose.file()))
        .isEqualTo(Map.of("TAG", "env", "KEY", "k"));
  }

  @Test
  void warnsOfVariablesThatAreNotSetAndOfScalesWithoutEffect() {
    ComposeFolder compose =
        new ComposeFolder(folder)
            .with(
                "docker-compose.yml",
                "services: {a: {image: 'i', hostname: '$NO$NO'}, b: {image: i, profiles: [p]}}");
    List<String> warnings = new ArrayList<>();

    compose
        .reader()
        .withWarnings(warnings::add)
        .read(
            compose.file(),
            new ReadOptions(
                Optional.empty(),
                Set.of(),
                Map.of(new ServiceName("b"), 2),
                Optional.empty(),
                Set.of()));

    assertThat(warnings)
        .containsExactly(
            "service b is scaled, but not active; it needs the profile p",
            "the variable NO is not set; it is taken as empty");
  }

  @Test
  void warnsOfVariablesThatAreNotSetInEnvironmentFilesToo() {
    ComposeFolder compose =
        new ComposeFolder(folder)
            .with("docker-compose.yml", "services: {a: {image: i, env_file: a.env}}")
            .with(".env", "PASSWORD=pa$word\n")
            .with("a.env", "KEY=$other\n");
    List<String> warnings = new ArrayList<>();

    compose.reader().withWarnings(warnings::add).read(compose.file(), ReadOptions.NONE);

    assertThat(warnings)
        .containsExactly(
            "the variable other is not set; it is taken as empty",
            "the variable word is not set; it is taken as empty");
  }

  @Test
  void acceptsExtensionsAndAnObsoleteVersion() {
    assertThat(
            new ComposeFolder(folder)
                .problems("version: '3.8'\nx-anything: {a: [b]}\n" + A.replace("i}", "i, x-b: 1}")))
        .isEmpty();
  }

  @Test
  void mergesMappingsWithTheirOwnKeysWinning() {
    DesiredFleet fleet =
        new ComposeFolder(folder)
            .read(
                """
                x-one: &one {image: one, hostname: one, user: one}
                x-two: &two {image: two, hostname: two, working_dir: /two}
                services:
                  a:
                    <<: [*one, *two]
                    image: own
                """);

    var service = ComposeFolder.service(fleet, "a");
    assertThat(service.image().value()).isEqualTo("own:latest");
    assertThat(service.container().networking().hostname()).contains("one");
    assertThat(service.container().process().user()).contains("one");
    assertThat(service.container().process().workingDir()).contains("/two");
  }

  @Test
  void anExtensionThatIsNearlyOneOfOursIsATypingError() {
    assertThat(
            new ComposeFolder(folder)
                .problems("x-fleett: {name: p}\n" + A.replace("i}", "i, x-kernl: {}}")))
        .containsExactly(
            "docker-compose.yml:1: x-fleett: unknown key; did you mean x-fleet?",
            "docker-compose.yml:2: services.a.x-kernl: unknown key; did you mean x-kernel?");
  }

  @Test
  void listsTheProfilesOfAllServicesWhicheverAreActive() {
    ComposeFolder compose = new ComposeFolder(folder).with("docker-compose.yml", PROFILES);
    for (ReadOptions options : List.of(ReadOptions.NONE, profile("q"))) {
      assertThat(compose.reader().profiles(List.of(compose.file()), options))
          .containsExactly("p", "q");
    }
  }

  @Test
  void leavesAloneTheServicesThatTheFileSaysItLeavesOut() {
    assertThat(new ComposeFolder(folder).read(PROFILES + "\nx-fleet: {inactive: [d]}").inactive())
        .containsExactly(new ServiceName("b"), new ServiceName("c"), new ServiceName("d"));
  }

  private static ReadOptions profile(String name) {
    return new ReadOptions(Optional.empty(), Set.of(name), Map.of(), Optional.empty(), Set.of());
  }
}
