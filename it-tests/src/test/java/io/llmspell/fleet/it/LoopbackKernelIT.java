package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Kernels like llmspell's own: they bind 127.0.0.1 and write their connection file themselves. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoopbackKernelIT {
  @TempDir static Path home;

  private static FleetProgram fleet() {
    return new FleetProgram(Path.of("compose").toAbsolutePath(), home);
  }

  @BeforeAll
  void buildImages(@TempDir Path context) throws IOException {
    Files.createDirectory(context.resolve("image"));
    try (DirectoryStream<Path> scripts =
        Files.newDirectoryStream(FleetProgram.root().resolve("image"))) {
      for (Path script : scripts) {
        Files.copy(script, context.resolve("image").resolve(script.getFileName()));
      }
    }
    Files.copy(Path.of("images/loopback/llmspell"), context.resolve("llmspell"));
    String dockerfile = FleetProgram.root().resolve("Dockerfile").toString();
    Run.docker(
        "build",
        "-q",
        "-f",
        dockerfile,
        "--target",
        "llmspell",
        "-t",
        "fleet-it/llmspell-target:latest",
        context.toString());
    Run.docker("build", "-q", "-t", "fleet-it/loopback:latest", "images/loopback");
    Run.docker("build", "-q", "-t", "fleet-it/ipykernel:latest", "images/ipykernel");
  }

  @AfterAll
  void bringDown() {
    fleet().run("-f", "loopback.yml", "down").succeeded();
    assertThat(Leftovers.of("it-loopback")).isEmpty();
  }

  @Test
  void worksUnchangedOnTheLlmspellTarget() {
    fleet().run("-f", "loopback.yml", "up").succeeded();
    JsonNode kernel = fleet().json("-f", "loopback.yml", "list").get(0);
    String file = kernel.path("connection_file").asText();
    assertThat(ConnectionFileText.read(file).path("shell_port").asInt())
        .isEqualTo(kernel.path("port").asInt());
    try (StockClient client = new StockClient(file)) {
      client.execute("x = 41");
      assertThat(client.execute("x + 1").path("result").asText()).isEqualTo("42");
      client.begin("print('begun', flush=True)\nwhile True: pass");
      fleet().run("-f", "loopback.yml", "interrupt", "relayed").succeeded();
      assertThat(client.end().path("ename").asText()).isEqualTo("KeyboardInterrupt");
    }
  }

  @Test
  void withoutARelayItIsRefusedWithTheExplanation() {
    Run up = fleet().run("-f", "loopback.yml", "--profile", "unreachable", "up", "unreachable");
    assertThat(up.exitCode()).isEqualTo(10);
    assertThat(up.err()).contains("binds 127.0.0.1", "llmspell", "provided");
  }
}
