package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.docker.engine.EngineLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another look at a running fleet: all that it needs is in the engine. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ElsewhereIT {
  /** Nobody has it, on any machine. */
  private static final String STRANGER = "65533";

  @TempDir static Path first;

  private static FleetProgram fleet(Path home) {
    return new FleetProgram(Path.of("compose").toAbsolutePath(), home);
  }

  @BeforeAll
  void bringUp() {
    fleet(first).run("-f", "elsewhere.yml", "up").succeeded();
  }

  @AfterAll
  void bringDown() {
    fleet(first).run("-f", "elsewhere.yml", "down").succeeded();
    assertThat(Leftovers.of("it-elsewhere")).isEmpty();
  }

  /** Of a kernel that wrote its connection file, and of one that was given it. */
  @ParameterizedTest
  @ValueSource(strings = {"written", "provided"})
  void anEmptyHomeGetsTheSameConnectionFiles(String service, @TempDir Path empty)
      throws IOException {
    Path before = file(fleet(first), service);
    Path rebuilt = file(fleet(empty), service);
    assertThat(rebuilt).startsWith(empty).hasSameBinaryContentAs(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rebuilt)))
        .isEqualTo("rw-------");
    Files.delete(rebuilt);
    assertThat(fleet(empty).run("-p", "it-elsewhere", "connect", service).succeeded().out())
        .contains(rebuilt.toString());
    assertThat(rebuilt).hasSameBinaryContentAs(before);
    try (StockClient client = new StockClient(rebuilt.toString())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  @Test
  @NeedsRoot
  void anotherUserWhoMayUseTheEngineHasFilesOfTheirOwn(@TempDir Path installed) throws IOException {
    Path file = file(stranger(installed, "--groups=" + socketGroup()), "written");
    assertThat(file).startsWith(installed).hasSameBinaryContentAs(file(fleet(first), "written"));
    assertThat(Files.getAttribute(file, "unix:uid")).hasToString(STRANGER);
    assertThat(Files.getAttribute(file, "unix:mode")).hasToString("" + 0100600);
    try (StockClient client = new StockClient(becoming("--clear-groups"), file.toString())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  @Test
  @NeedsRoot
  void anotherUserWhoMayNotUseTheEngineIsToldSo(@TempDir Path installed) throws IOException {
    Run list = stranger(installed, "--clear-groups").run("-p", "it-elsewhere", "list");
    assertThat(list.exitCode()).isEqualTo(6);
    assertThat(list.err()).contains("you may not use the engine");
  }

  /** The connection file, as {@code list} names it. */
  private static Path file(FleetProgram fleet, String service) {
    for (JsonNode kernel : fleet.json("-p", "it-elsewhere", "list")) {
      if (kernel.path("service").asText().equals(service)) {
        assertThat(kernel.path("health").asText()).isEqualTo("healthy");
        return Path.of(kernel.path("connection_file").asText());
      }
    }
    throw new AssertionError("no kernel of service " + service);
  }

  /** The program, where everybody may run it, for a user with an own home. */
  private static FleetProgram stranger(Path installed, String groups) throws IOException {
    Path library = installed.resolve("fleet-cli/target/lib");
    Path home = installed.resolve("home");
    Files.createDirectories(library);
    Files.createDirectory(home);
    Path source = FleetProgram.root().resolve("fleet-cli/target/lib");
    try (Stream<Path> jars = Files.list(source)) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, library.resolve(jar.getFileName()));
      }
    }
    Files.copy(FleetProgram.root().resolve("docker-fleet"), installed.resolve("docker-fleet"));
    run("chmod", "-R", "u=rwX,go=rX", installed.toString());
    run("chown", STRANGER, home.toString());
    return new FleetProgram(installed, home.resolve("fleet"))
        .installedIn(installed)
        .with("HOME", home.toString())
        .inside(becoming(groups));
  }

  private static List<String> becoming(String groups) {
    return List.of("setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER, groups, "--");
  }

  private static String socketGroup() throws IOException {
    Path socket = EngineLocator.ofThisProcess().candidates().get(0).socket().orElseThrow();
    return Files.getAttribute(socket, "unix:gid").toString();
  }

  private static void run(String... command) {
    Run.of(Path.of("."), Map.of(), "", List.of(command)).succeeded();
  }
}
