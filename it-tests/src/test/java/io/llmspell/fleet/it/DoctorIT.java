package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of this machine, and of what is put in its way. */
@NeedsEngine
class DoctorIT {
  private static final String FILE =
      """
      x-fleet: {name: it-doctor, ports: 20300-20309}
      services:
        kernel: {image: "debian:bookworm-slim", x-kernel: {language: python}}
      """;

  @TempDir Path folder;

  @Test
  void allIsWellHere() throws IOException {
    Run run = doctor(FILE, "--format", "json");

    assertThat(checks(run.succeeded()))
        .contains("java", "home", "file", "engine", "api", "access", "kind")
        .contains("limits", "clock", "disk", "reach", "images", "ports");
    assertThat(seen(run, "ports"))
        .isEqualTo("20300-20309: 2 of 2 blocks of five ports are free, 0 leased");
    assertThat(seen(run, "engine")).contains(Run.docker("version", "-f", "{{.Server.Version}}"));
    assertThat(seen(run, "images")).isEqualTo("there: debian:bookworm-slim");
  }

  @Test
  void aBlockThatSomebodyListensOnIsNamedAndThenOneThatIsLeftOverIsMissed() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(20302, 1, here)) {
      Run one = doctor(FILE);
      assertThat(one.exitCode()).isZero();
      assertThat(one.out()).contains("1 of 2 blocks", "block 20300 (port " + first.getLocalPort());
      try (ServerSocket second = new ServerSocket(20309, 1, here)) {
        Run both = doctor(FILE);
        assertThat(both.exitCode()).isEqualTo(9);
        assertThat(both.out())
            .contains("0 of 2 blocks", "block 20305 (port " + second.getLocalPort());
      }
    }
  }

  @Test
  void anImageThatIsNotThereAndMayNotComeIsAProblem() throws IOException {
    Run run =
        doctor(FILE.replace("debian:bookworm-slim\"", "fleet-it/nowhere\", pull_policy: never"));

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.out()).contains("fleet-it/nowhere:latest is not there");
  }

  @Test
  void aBrokenFileKeepsNothingElseFromBeingLookedAt() throws IOException {
    Run run = doctor("services: {a: {imag: b}}", "--format", "json");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(checks(run)).contains("engine", "clock", "ports").doesNotContain("images");
    assertThat(seen(run, "file")).contains("did you mean image?");
  }

  @Test
  void anEngineThatIsNotThereIsAProblem() throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), FILE);
    Run run = fleet().with("DOCKER_HOST", "unix://" + folder + "/nothing.sock").run("doctor");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out())
        .contains("ok       file", "problem  engine", "nothing.sock (DOCKER_HOST)");
  }

  @Test
  void somebodyWhoMayDoNothingIsToldSo() throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), FILE);
    Files.createDirectory(folder.resolve("home"));
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    command.add(FleetProgram.root().resolve("docker-fleet").toString());
    command.addAll(List.of("--file", folder.resolve("compose.yaml").toString(), "doctor"));
    Run run =
        Run.of(
            Path.of("/"),
            Map.of("FLEET_HOME", folder.resolve("home").toString(), "FLEET_BUILD", "never"),
            "",
            command);

    // His first problem is that he may not even look into the folder.
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("problem  home", "FLEET_HOME")
        .contains("problem  file")
        .contains("problem  engine", "you may not use the engine");
  }

  private Run doctor(String file, String... options) throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), file);
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(List.of(options));
    return fleet().run(words.toArray(String[]::new));
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private static List<String> checks(Run run) {
    return FleetProgram.parse(run).findValuesAsText("check");
  }

  private static String seen(Run run, String check) {
    for (JsonNode finding : FleetProgram.parse(run)) {
      if (finding.path("check").asText().equals(check)) {
        return finding.path("seen").asText();
      }
    }
    throw new AssertionError("nothing about " + check + ": " + run);
  }
}
