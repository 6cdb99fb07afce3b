package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.docker.engine.EngineLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The engine is on another machine, and reached over TCP. */
@NeedsEngine
@NeedsRoot
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondMachineIT {
  private static final int CLEAR = 23_750;
  private static final int TLS = 23_760;
  private static final String FILE =
      """
      x-fleet: {name: it-second, ports: "%s"}
      services:
        kernel:
          image: fleet-kernel:latest
          command: ["kernel", "start"]
          x-kernel: {language: lua}
      """;

  /** As an engine does under {@code --tlsverify}, it lets in whom its own authority knows. */
  private static final String TUNNEL =
      """
      foreground = quiet
      pid =
      [engine]
      accept = %s:%d
      connect = %s
      cert = %s/server/cert.pem
      key = %s/server/key.pem
      CAfile = %s/client/ca.pem
      verifyChain = yes
      """;

  @TempDir static Path certificates;

  private final SecondMachine second = new SecondMachine();

  @TempDir Path folder;

  @BeforeAll
  void forwardTheEngine() throws IOException {
    String engine = EngineLocator.ofThisProcess().candidates().get(0).uri().getPath();
    second.serve(
        CLEAR,
        "socat",
        "TCP-LISTEN:%d,bind=%s,fork,reuseaddr".formatted(CLEAR, SecondMachine.FIRST),
        "UNIX-CONNECT:" + engine);
    String script = Path.of("src/test/resources/certificates").toAbsolutePath().toString();
    Run.of(certificates, Map.of(), "", List.of("bash", script, SecondMachine.FIRST)).succeeded();
    Path tunnel = certificates.resolve("tunnel.conf");
    Files.writeString(
        tunnel,
        TUNNEL.formatted(
            SecondMachine.FIRST, TLS, engine, certificates, certificates, certificates));
    second.serve(TLS, "stunnel", tunnel.toString());
  }

  @AfterAll
  void close() {
    second.close();
  }

  @AfterEach
  void bringDown() {
    there().run("-p", "it-second", "down").succeeded();
    assertThat(Leftovers.of("it-second")).isEmpty();
  }

  @Test
  void kernelsThatArePublishedOnAnAddressWorkFromThere() throws IOException {
    file(SecondMachine.FIRST + ":21500-21549");
    assertThat(there().run("up").succeeded().out()).contains("healthy");
    String file = there().kernel("kernel").path("connection_file").asText();
    assertThat(ConnectionFileText.read(file).path("ip").asText()).isEqualTo(SecondMachine.FIRST);
    try (StockClient client = new StockClient(second.inside(), file)) {
      assertThat(client.execute("answer = 42").path("status").asText()).isEqualTo("ok");
      client.begin("print('begun') while true do end");
      there().run("interrupt", "kernel").succeeded();
      assertThat(client.end().path("status").asText()).isEqualTo("error");
      assertThat(client.execute("answer").path("result").asText()).isEqualTo("42");
    }
    JsonNode here = fleet("here").kernel("kernel");
    assertThat(here.path("health").asText()).isEqualTo("healthy");
    assertThat(there().run("plan").succeeded().out()).contains("Nothing to do.");
  }

  @Test
  void kernelsThatNoWayLeadsToAreSaidToBeSo() throws IOException {
    file("21500-21549");
    fleet("here").run("up").succeeded();
    JsonNode kernel = there().kernel("kernel");
    assertThat(kernel.path("health").asText()).isEqualTo("unknown");
    Run connect = there().run("connect", "kernel");
    assertThat(connect.exitCode()).isEqualTo(10);
    assertThat(connect.err()).contains("can't be reached from here", "x-fleet");
    fleet("here").run("down").succeeded();
    Run up = there().run("up");
    assertThat(up.exitCode()).isEqualTo(10);
    assertThat(up.err()).contains("can't be reached from here", "x-fleet");
  }

  @Test
  void theEngineIsSpokenToUnderTls() throws IOException {
    file(SecondMachine.FIRST + ":21500-21549");
    FleetProgram there = tls(certificates.resolve("client"));
    there.run("up").succeeded();
    assertThat(there.kernel("kernel").path("health").asText()).isEqualTo("healthy");
  }

  @Test
  void anEngineThatAnotherAuthorityVouchesForIsNotTrusted() throws IOException {
    file(SecondMachine.FIRST + ":21500-21549");
    Run list = tls(certificates.resolve("stranger")).run("--stacktrace", "list");
    assertThat(list.exitCode()).isEqualTo(5);
    assertThat(list.err()).contains("unable to find valid certification path");
  }

  private void file(String ports) throws IOException {
    Files.writeString(folder.resolve("compose.yaml"), FILE.formatted(ports));
  }

  private FleetProgram fleet(String home) {
    return new FleetProgram(folder, folder.resolve(home));
  }

  private FleetProgram there() {
    return fleet("there")
        .inside(second.inside())
        .with("DOCKER_HOST", "tcp://%s:%d".formatted(SecondMachine.FIRST, CLEAR));
  }

  private FleetProgram tls(Path client) {
    return there()
        .with("DOCKER_HOST", "tcp://%s:%d".formatted(SecondMachine.FIRST, TLS))
        .with("DOCKER_TLS_VERIFY", "1")
        .with("DOCKER_CERT_PATH", client.toString());
  }
}
