package io.llmspell.fleet.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.model.Container;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting to engines, and what their failures become. */
class EngineTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1.12, 1.41, 1.41", "1.44, 1.60, 1.51", "'', 1.43, 1.43"})
  void asksInTheVersionThatWasSettled(String oldest, String newest, String settled) {
    try (FakeEngine fake = FakeEngine.speaking(oldest, newest).with("/containers/json", 200, "[]");
        Engine engine = Engine.connect(fake.endpoint())) {
      assertThat(list(engine)).isEmpty();

      assertThat(fake.requests()).hasSize(2);
      assertThat(fake.requests().get(0)).isEqualTo("GET /version");
      assertThat(fake.requests().get(1)).startsWith("GET /v" + settled + "/containers/json");
      assertThat(engine.description())
          .isEqualTo("engine 99.1 at " + fake.endpoint() + ", API " + settled);
    }
  }

  @Test
  void refusesAnEngineThatSpeaksNoVersionOfOurs() {
    try (FakeEngine fake = FakeEngine.speaking("1.60", "1.70")) {
      assertThatThrownBy(() -> Engine.connect(fake.endpoint()))
          .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED)
          .hasMessageContaining("1.60 to 1.70");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_FILE",
    "401, ENGINE_FORBIDDEN",
    "403, ENGINE_FORBIDDEN",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "500, ENGINE_ERROR",
    "503, ENGINE_ERROR"
  })
  void repeatsTheEnginesOwnWordsUnderACodeThatTellsTheKind(int status, ErrorCode code) {
    try (FakeEngine fake =
            FakeEngine.usual()
                .with("/containers/json", status, "{\"message\":\"disk {sda} is on fire\"}\n");
        Engine engine = Engine.connect(fake.endpoint())) {
      assertThatThrownBy(() -> list(engine))
          .isInstanceOf(FleetException.class)
          .hasFieldOrPropertyWithValue("code", code)
          .hasMessage("can't list containers: disk {sda} is on fire");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 500, 503})
  void aLookFailsAsEveryOtherCallDoes(int status) {
    try (FakeEngine fake =
            FakeEngine.usual().with("/containers/json", status, "{\"message\":\"on fire\"}\n");
        Engine engine = Engine.connect(fake.endpoint())) {
      FleetException called = catchThrowableOfType(FleetException.class, () -> list(engine));
      FleetException read =
          catchThrowableOfType(
              FleetException.class, () -> engine.read("list containers", "/containers/json"));

      assertThat(read).hasMessage(called.getMessage());
      assertThat(read.code()).isEqualTo(called.code());
      assertThat(read.getCause()).hasSameClassAs(called.getCause());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "that name is already in use, CONFLICT",
    "container already exists, CONFLICT",
    "volume already exists, CONFLICT",
    "network is being used, CONFLICT",
    "container state improper, CONFLICT",
    "no space left on device, ENGINE_ERROR"
  })
  void takesPodmansCauseForTheKindWhereItsStatusTellsNone(String cause, ErrorCode code) {
    String answer = "{\"cause\":\"%s\",\"message\":\"so it is\",\"response\":500}".formatted(cause);
    try (FakeEngine fake = FakeEngine.usual().with("/containers/json", 500, answer);
        Engine engine = Engine.connect(fake.endpoint())) {
      assertThatThrownBy(() -> list(engine))
          .hasFieldOrPropertyWithValue("code", code)
          .hasMessage("can't list containers: so it is");
    }
  }

  @Test
  void showsAnAnswerThatIsNotInTheEnginesFormAsItIs() {
    try (FakeEngine fake = FakeEngine.usual().with("/containers/json", 502, "{bad gateway");
        Engine engine = Engine.connect(fake.endpoint())) {
      assertThatThrownBy(() -> list(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_ERROR)
          .hasMessageContaining("502")
          .hasMessageContaining("{bad gateway");
    }
  }

  @Test
  void saysThatTheEngineIsGoneIfItEndsMeanwhile() {
    try (FakeEngine fake = FakeEngine.usual();
        Engine engine = Engine.connect(fake.endpoint())) {
      fake.end();

      assertThatThrownBy(() -> list(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
          .hasMessageStartingWith("can't list containers: the engine is not there (");
    }
  }

  @Test
  void letsAFailureOfTheCallerThroughAsItIs() {
    FleetException own = new FleetException(ErrorCode.CANCELLED, "enough");
    try (FakeEngine fake = FakeEngine.usual();
        Engine engine = Engine.connect(fake.endpoint())) {
      assertThatThrownBy(
              () ->
                  engine.change(
                      "do it",
                      docker -> {
                        throw own;
                      }))
          .isSameAs(own);
    }
  }

  @Test
  void saysThatNoEngineWasFoundIfThereIsNoneToTry() {
    assertThatThrownBy(() -> Engine.connect(new EngineLocator(Map.of(), folder, folder)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageStartingWith("no container engine was found on this machine: start Docker")
        .hasMessageContaining("DOCKER_HOST");
  }

  @Test
  void namesTheConfiguredPlaceThatDoesNotAnswer() throws IOException {
    String host = "tcp://127.0.0.1:" + closedPort();

    assertThatThrownBy(
            () -> Engine.connect(new EngineLocator(Map.of("DOCKER_HOST", host), folder, folder)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageStartingWith("no engine answers at " + host + " (DOCKER_HOST): start Docker")
        .hasRootCauseInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void saysWhyAPlaceDoesNotAnswer() throws IOException {
    URI uri = URI.create("tcp://127.0.0.1:" + closedPort());
    EngineEndpoint endpoint = new EngineEndpoint(uri, "DOCKER_HOST", true, Optional.empty());

    assertThatThrownBy(() -> Engine.connect(endpoint))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageStartingWith("can't ask " + endpoint + " for its version: the engine is not")
        .hasMessageContaining("refused");
  }

  @Test
  void namesEverySocketThatWasTriedInVain() throws IOException {
    Path docker = abandoned(folder.resolve("var/run/docker.sock"));
    Path podman = abandoned(folder.resolve("run/podman/podman.sock"));

    assertThatThrownBy(() -> Engine.connect(new EngineLocator(Map.of(), folder, folder)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
        .hasMessageStartingWith(
            "no engine answers at unix://%s (usual socket), unix://%s (usual socket): start Docker",
            docker, podman);
  }

  @Test
  void saysWhatAnEngineAnswersThatRefusesToTellItsVersion() {
    try (FakeEngine fake =
        FakeEngine.usual().with("/version", 403, "{\"message\":\"denied by policy\"}")) {
      String host = fake.endpoint().uri().toString();
      EngineLocator locator = new EngineLocator(Map.of("DOCKER_HOST", host), folder, folder);

      assertThatThrownBy(() -> Engine.connect(locator))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_FORBIDDEN)
          .hasMessage("can't ask " + fake.endpoint() + " for its version: denied by policy");
    }
  }

  private static List<Container> list(Engine engine) {
    return engine.change("list containers", docker -> docker.listContainersCmd().exec());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A socket whose engine has ended: the file stays. */
  private static Path abandoned(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(path));
    }
    return path;
  }
}
