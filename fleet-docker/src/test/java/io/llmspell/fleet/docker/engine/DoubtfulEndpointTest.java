package io.llmspell.fleet.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, certificates and answers that are not what they should be. */
class DoubtfulEndpointTest {
  @TempDir private Path folder;

  @Test
  void neverSpeaksInTheClearWhereTlsWasAskedFor() {
    try (FakeEngine plain = FakeEngine.usual()) {
      EngineLocator locator =
          new EngineLocator(
              Map.of(
                  "DOCKER_HOST", plain.endpoint().uri().toString(),
                  "DOCKER_TLS_VERIFY", "1",
                  "DOCKER_CERT_PATH", folder.toString()),
              folder,
              folder);

      assertThatThrownBy(() -> Engine.connect(locator)).isInstanceOf(FleetException.class);
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void saysThatTheCertificatesAreMissing() {
    EngineLocator locator =
        new EngineLocator(
            Map.of(
                "DOCKER_HOST", "tcp://127.0.0.1:1",
                "DOCKER_TLS_VERIFY", "1",
                "DOCKER_CERT_PATH", "/nowhere"),
            folder,
            folder);

    assertThatThrownBy(() -> Engine.connect(locator))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("/nowhere");
  }

  @Test
  void saysThatTheCertificatesAreNone() throws Exception {
    for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.writeString(folder.resolve(name), "-----BEGIN NOTHING-----");
    }
    EngineLocator locator =
        new EngineLocator(
            Map.of(
                "DOCKER_HOST", "tcp://127.0.0.1:1",
                "DOCKER_TLS_VERIFY", "1",
                "DOCKER_CERT_PATH", folder.toString()),
            folder,
            folder);

    assertThatThrownBy(() -> Engine.connect(locator))
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageStartingWith("can't use the certificates for tcp://127.0.0.1:1 (DOCKER_HOST): ");
  }

  @Test
  void findsASocketInAHomeWhoseNameHasABlank() throws Exception {
    Path home = folder.resolve("Jane Doe");
    Path socket = home.resolve(".docker/run/docker.sock");
    Files.createDirectories(home.resolve(".docker/run"));
    Files.createFile(socket);

    assertThat(new EngineLocator(Map.of(), home, folder).candidates())
        .extracting(endpoint -> endpoint.socket().orElseThrow())
        .containsExactly(socket);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:docker.sock", "tcp://:2375"})
  void refusesAnAddressWithoutAPathOrAHost(String host) {
    EngineLocator locator = new EngineLocator(Map.of("DOCKER_HOST", host), folder, folder);

    assertThatThrownBy(() -> Engine.connect(locator)).isInstanceOf(FleetException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "<html></html>"})
  void saysThatWhatAnswersIsNoEngineInOneLine(String answer) {
    try (FakeEngine fake = FakeEngine.usual().with("/version", 200, answer)) {
      assertThatThrownBy(() -> Engine.connect(fake.endpoint()))
          .isInstanceOf(FleetException.class)
          .message()
          .doesNotContain("\n");
    }
  }
}
