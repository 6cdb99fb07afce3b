package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program under its other names, as Docker's plugin, and with what shells complete. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallIT {
  private static final Path ROOT = FleetProgram.root();

  @TempDir static Path folder;

  @BeforeAll
  void bringUp() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: fleet-it-install}
        services:
          web: {image: "debian:bookworm-slim", command: sleep infinity, init: true}
          more: {image: "debian:bookworm-slim", command: sleep infinity, profiles: [later]}
        """);
    run("docker-fleet", "up").succeeded();
    assertThat(run("docker-fleet", "install").succeeded().out()).contains("cli-plugins");
    assertThat(run("docker-fleet", "install").succeeded().out()).contains("It is installed.");
  }

  @AfterAll
  void leaveNothing() {
    run("docker-fleet", "clean", "--yes").succeeded();
    assertThat(run("docker-fleet", "uninstall").succeeded().out()).contains("cli-plugins");
    assertThat(Leftovers.of("fleet-it-install")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llmspell-fleet", "docker-fleet.sh"})
  void itGoesByItsOtherNames(String name) {
    assertThat(run(name, "ps").succeeded().out()).contains("fleet-it-install-web-1");
  }

  @Test
  void dockerFindsItsPlugin() {
    Run list = at("/usr/bin/env", "docker", "fleet", "list").succeeded();
    assertThat(list.out()).contains("fleet-it-install-web-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-D fleet list",
        "-l info fleet list",
        "--log-level=info -D fleet list",
        "--context default fleet list",
        "-H unix:///var/run/docker.sock fleet ps",
      })
  void dockersOwnOptionsComeBeforeThePluginsName(String line) {
    assertThat(docker(line).succeeded().out()).contains("fleet-it-install-web-1");
  }

  @ParameterizedTest
  @CsvSource({
    "-H tcp://127.0.0.1:1 fleet list, 5, tcp://127.0.0.1:1",
    "-Htcp://127.0.0.1:1 fleet list, 5, tcp://127.0.0.1:1",
    "--tls --tlscacert gone/cert.pem fleet list, 1, 'put ca.pem, cert.pem and key.pem'",
  })
  void dockersOptionsHoldForTheFleet(String line, int exitCode, String message) {
    Run run = docker(line);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"help fleet", "fleet --help", "fleet help"})
  void dockerShowsThePluginsHelp(String line) {
    assertThat(docker(line).succeeded().out()).contains("Usage: docker-fleet", "stop-all ");
  }

  @Test
  void dockerCompletesItsPluginsWords() {
    Run run = at("/usr/bin/env", "docker", "__complete", "fleet", "up", "m").succeeded();
    assertThat(run.out()).isEqualTo("more\n");
  }

  @Test
  void homeIsTheEnvironments() {
    Run run =
        Run.of(
            folder,
            Map.of("HOME", folder.toString(), "FLEET_HOME", "", "FLEET_BUILD", "never"),
            "",
            List.of(ROOT.resolve("docker-fleet").toString(), "doctor"));
    assertThat(run.out()).contains(folder.resolve(".llmspell/fleet").toString());
  }

  @Test
  void aProfileAfterUpIsAsTheOriginalHasIt() {
    run("docker-fleet.sh", "up", "later").succeeded();
    assertThat(run("docker-fleet.sh", "ps", "--services").succeeded().out())
        .isEqualTo("more\nweb\n");
  }

  @Test
  void bashCompletesCommandsServicesProfilesAndWhatRuns() {
    String asks =
        "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _docker_fleet;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"";
    String file = ROOT.resolve("completions/docker-fleet.bash").toString();
    String program = ROOT.resolve("docker-fleet").toString();
    assertThat(at("bash", "-c", asks, "-", file, program, "hea").out()).isEqualTo("health\n");
    assertThat(at("bash", "-c", asks, "-", file, program, "up", "m").out()).isEqualTo("more\n");
    assertThat(at("bash", "-c", asks, "-", file, program, "--profile", "").out())
        .isEqualTo("later\n");
    assertThat(at("bash", "-c", asks, "-", file, program, "--profile", "=", "la").out())
        .as("as bash splits it")
        .isEqualTo("later\n");
    assertThat(at("bash", "-c", asks, "-", file, program, "--runtime", "=").out())
        .isEqualTo("auto\ndocker\nprocess\n");
    assertThat(
            at("bash", "-c", asks, "-", file, program, "--file", "=", "compose.yaml", "up", "m")
                .out())
        .isEqualTo("more\n");
    assertThat(at("bash", "-c", asks, "-", file, program, "stop", "fleet-it-install-w").out())
        .isEqualTo("fleet-it-install-web-1\n");
  }

  @Test
  void fishCompletesLikewise() {
    assumeThat(Path.of("/usr/bin/fish")).exists();
    String line = "complete -C '" + ROOT.resolve("docker-fleet") + " stop fleet-it-install-w'";
    String file = ROOT.resolve("completions/docker-fleet.fish").toString();
    assertThat(at("fish", "--no-config", "-c", "source " + file + "; " + line).out())
        .isEqualTo("fleet-it-install-web-1\n");
  }

  /**
   * zsh completes only at a terminal; here its own words stand in for those that would complete.
   */
  @Test
  void zshCompletesLikewise() {
    assumeThat(Path.of("/usr/bin/zsh")).exists();
    String asks =
        "compadd() { shift; print -l -- $@ }; _files() { print files }; words=("
            + ROOT.resolve("docker-fleet")
            + " stop fleet-it-install-w); CURRENT=3; source "
            + ROOT.resolve("completions/_docker-fleet");
    assertThat(at("zsh", "-f", "-c", asks).out()).isEqualTo("fleet-it-install-web-1\n");
  }

  private static Run docker(String line) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "docker"));
    command.addAll(List.of(line.split(" ", -1)));
    return at(command.toArray(String[]::new));
  }

  private Run run(String program, String... words) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve(program).toString()));
    command.addAll(List.of(words));
    return at(command.toArray(String[]::new));
  }

  private static Run at(String... command) {
    Map<String, String> environment =
        Map.of(
            "FLEET_HOME",
            folder.resolve("home").toString(),
            "FLEET_BUILD",
            "never",
            "DOCKER_CONFIG",
            folder.resolve("docker").toString(),
            "XDG_DATA_HOME",
            folder.resolve("data").toString(),
            "XDG_CONFIG_HOME",
            folder.resolve("config").toString());
    return Run.of(folder, environment, "", List.of(command));
  }
}
