package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others on the same engine and the same host, some of whom look like the fleet's own. */
@NeedsEngine
class StrangersIT {
  private static final String KERNEL =
      """
      x-fleet: {name: it-strangers, ports: 21200-21299}
      services:
        kernel:
          image: %s
          pull_policy: never
          command: ["python3", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
          environment: {HOME: /tmp}
          init: true
          x-kernel: {language: python}
      %s
      """;

  @TempDir Path folder;

  @AfterEach
  void bringDown() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-strangers")).isEmpty();
  }

  @Test
  void aContainerThatInheritedOurLabelsIsNotOurs() throws IOException {
    file("fleet-it/ipykernel:latest", "");
    fleet().run("up").succeeded();
    Run.docker("commit", "it-strangers-kernel-1", "fleet-it/inherited:latest");
    String stranger =
        Run.docker(
            "run", "-d", "--name", "it-inherited", "fleet-it/inherited:latest", "sleep", "300");
    try {
      assertThat(fleet().json("list")).hasSize(1);
      assertThat(fleet().run("up").succeeded().out()).contains("Nothing to do");
      assertThat(Run.docker("inspect", "--format", "{{.State.Running}}", stranger))
          .isEqualTo("true");
    } finally {
      Run.docker("rm", "-f", stranger);
    }
  }

  @Test
  void aContainerWithHalfOfOurLabelsBreaksNothing() throws IOException {
    file("fleet-it/ipykernel:latest", "");
    String stranger =
        Run.docker(
            "run",
            "-d",
            "-l",
            "io.llmspell.fleet.project=it-strangers",
            "debian:bookworm-slim",
            "sleep",
            "300");
    try {
      assertThat(fleet().json("list")).isEmpty();
      fleet().run("up").succeeded();
      assertThat(fleet().json("list")).hasSize(1);
    } finally {
      Run.docker("rm", "-f", stranger);
    }
  }

  @Test
  void onTheHostsNetworkAKernelBindsLoopbackAloneAndSkipsPortsThatAreTaken() throws IOException {
    file("fleet-it/ipykernel:latest", "    network_mode: host");
    try (ServerSocket taken = new ServerSocket(21_202, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      fleet().run("up").succeeded();
    }
    JsonNode kernel = fleet().kernel("kernel");
    assertThat(kernel.path("port").asInt()).isEqualTo(21_205);
    assertThat(Files.readString(Path.of("/proc/net/tcp")))
        .contains("0100007F:%04X".formatted(21_205))
        .doesNotContain("00000000:%04X".formatted(21_205));
    try (StockClient client = new StockClient(kernel.path("connection_file").asText())) {
      assertThat(client.execute("6 * 7").path("result").asText()).isEqualTo("42");
    }
  }

  @Test
  void anExplicitPortThatIsTakenIsOneClearConflict() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      file("fleet-it/ipykernel:latest", "    ports: [\"127.0.0.1:%d:80\"]".formatted(port));
      Run up = fleet().run("up");
      assertThat(up.exitCode()).isEqualTo(7);
      assertThat(up.err()).contains("port " + port, "taken on the host");
    }
    assertThat(Leftovers.of("it-strangers")).containsExactly("network llmspell-network");
  }

  @Test
  void fivePortsThatTheFilePublishesAreTheKernels() throws IOException {
    file("fleet-it/ipykernel:latest", "    ports: [\"21300-21304:21300-21304\"]");
    fleet().run("up").succeeded();
    JsonNode kernel = fleet().kernel("kernel");
    assertThat(kernel.path("port").asInt()).isEqualTo(21_300);
    assertThat(ConnectionFileText.read(kernel.path("connection_file").asText()).path("ip").asText())
        .isEqualTo("127.0.0.1");
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void file(String image, String more) throws IOException {
    Run.docker("build", "-q", "-t", "fleet-it/ipykernel:latest", "images/ipykernel");
    Files.writeString(folder.resolve("compose.yaml"), KERNEL.formatted(image, more));
  }
}
