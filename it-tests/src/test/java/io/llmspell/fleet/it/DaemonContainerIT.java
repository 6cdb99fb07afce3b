package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a container of the engine whose kernels it keeps. */
@NeedsEngine
class DaemonContainerIT {
  private static final String DAEMON = "it-contained-daemon";
  private static final String NETWORK = "it-contained";
  private static final Path SOCKET = Path.of("/var/run/docker.sock");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-contained, ports: 22900-22949}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            stop_grace_period: 1s
            x-kernel: {language: lua}
            networks: [shared]
        networks:
          shared: {name: it-contained, external: true}
        """);
  }

  @AfterEach
  void removeAll() {
    Run.docker("rm", "-f", "-v", DAEMON);
    Run.docker("network", "rm", NETWORK);
    assertThat(Leftovers.of("it-contained")).isEmpty();
  }

  @Test
  void keepsAFleetFromAVolumeAsNobodySpecialOnAReadOnlyRoot() throws IOException {
    Run.docker("network", "create", NETWORK);
    run();
    try {
      inside("up");
      JsonNode first = kernel();
      assertThat(first.path("health").asText()).isEqualTo("healthy");
      Run.docker("kill", first.path("name").asText());
      JsonNode second =
          Eventually.see(
              PATIENCE,
              DaemonContainerIT::kernel,
              kernel ->
                  !kernel.path("id").equals(first.path("id"))
                      && kernel.path("health").asText().equals("healthy"));
      assertThat(Run.docker("exec", DAEMON, "docker-fleet", "serve", "--check"))
          .contains("it-contained: well");
      Run.docker("stop", DAEMON);
      assertThat(Run.docker("inspect", "-f", "{{.State.ExitCode}}", DAEMON)).isEqualTo("143");
      Run.docker("start", DAEMON);
      assertThat(kernel().path("id")).isEqualTo(second.path("id"));
    } finally {
      inside("down");
    }
  }

  private void run() throws IOException {
    Run.docker(
        "run",
        "-d",
        "--name",
        DAEMON,
        "--read-only",
        "--cap-drop",
        "ALL",
        "--network",
        NETWORK,
        "--user",
        "1000:" + Files.getAttribute(SOCKET, "unix:gid"),
        "-v",
        SOCKET + ":" + SOCKET,
        "-v",
        folder + ":" + folder + ":ro",
        "-w",
        folder.toString(),
        "docker-fleet:latest");
  }

  private static JsonNode kernel() {
    return FleetProgram.parse(inside("list", "--format", "json")).path(0);
  }

  private static String inside(String... words) {
    String[] command = new String[words.length + 3];
    command[0] = "exec";
    command[1] = DAEMON;
    command[2] = "docker-fleet";
    System.arraycopy(words, 0, command, 3, words.length);
    return Run.docker(command);
  }
}
