package io.llmspell.fleet.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an engine is looked for: what a person says, else the usual sockets. */
class EngineLocatorTest {
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path root;
  private Path home = Path.of("");
  private Path runtimeDir = Path.of("");

  @BeforeEach
  void chooseFolders() {
    home = root.resolve("home/jane");
    runtimeDir = root.resolve("run/user/1000");
  }

  @Test
  void takesDockerHostAloneAndNamesIt() throws IOException {
    socket(root.resolve("var/run/docker.sock"));
    environment.put("DOCKER_HOST", "tcp://10.1.2.3:2375");

    EngineEndpoint endpoint = only();

    assertThat(endpoint.uri()).isEqualTo(URI.create("tcp://10.1.2.3:2375"));
    assertThat(endpoint.configured()).isTrue();
    assertThat(endpoint.certificates()).isEmpty();
    assertThat(endpoint.isLocal()).isFalse();
    assertThat(endpoint.socket()).isEmpty();
    assertThat(endpoint).hasToString("tcp://10.1.2.3:2375 (DOCKER_HOST)");
  }

  @Test
  void takesASocketFromDockerHostEvenIfItIsNotThere() {
    environment.put("DOCKER_HOST", "unix:///nowhere/docker.sock");

    assertThat(only().socket()).contains(Path.of("/nowhere/docker.sock"));
    assertThat(only().isLocal()).isTrue();
  }

  @Test
  void looksOnIfDockerHostIsBlank() throws IOException {
    environment.put("DOCKER_HOST", " ");
    Path socket = socket(root.resolve("var/run/docker.sock"));

    assertThat(only().socket()).contains(socket);
  }

  @Test
  void takesCertificatesFromDockerCertPathIfTlsIsToBeVerified() {
    environment.put("DOCKER_HOST", "tcp://10.1.2.3:2376");
    environment.put("DOCKER_TLS_VERIFY", "1");
    environment.put("DOCKER_CERT_PATH", "/certificates");

    assertThat(only().certificates()).contains(Path.of("/certificates"));
  }

  @Test
  void takesCertificatesFromTheHomeFolderIfNoOtherIsNamed() {
    environment.put("DOCKER_HOST", "tcp://10.1.2.3:2376");
    environment.put("DOCKER_TLS_VERIFY", "1");

    assertThat(only().certificates()).contains(home.resolve(".docker"));
    environment.put("DOCKER_CONFIG", "/config");
    assertThat(only().certificates()).contains(Path.of("/config"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://jane@example.org", "npipe:////./pipe/docker_engine", "10.1.2.3"})
  void refusesAnAddressThatItCanNotSpeakToAndSaysWhatToDo(String host) {
    environment.put("DOCKER_HOST", host);

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED)
        .hasMessage(
            "DOCKER_HOST is '%s': only unix:// and tcp:// are spoken here; forward the engine's"
                + " socket (ssh -L) and name that",
            host);
  }

  @Test
  void refusesWhatIsNoAddress() {
    environment.put("DOCKER_HOST", "tcp://not an address");

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.USAGE)
        .hasMessage("DOCKER_HOST is 'tcp://not an address', not an address");
  }

  @Test
  void triesAllUsualSocketsDockersBeforePodmans() throws IOException {
    environment.put("XDG_RUNTIME_DIR", runtimeDir.toString());
    Path podman = socket(root.resolve("run/podman/podman.sock"));
    Path ownPodman = socket(runtimeDir.resolve("podman/podman.sock"));
    Path desktop = socket(home.resolve(".docker/desktop/docker.sock"));
    Path ownDesktop = socket(home.resolve(".docker/run/docker.sock"));
    Path rootless = socket(runtimeDir.resolve("docker.sock"));
    Path docker = socket(root.resolve("var/run/docker.sock"));

    List<EngineEndpoint> candidates = locator().candidates();

    assertThat(candidates)
        .extracting(endpoint -> endpoint.socket().orElseThrow())
        .containsExactly(docker, rootless, ownDesktop, desktop, ownPodman, podman);
    assertThat(candidates).noneMatch(EngineEndpoint::configured);
    assertThat(candidates.get(0)).hasToString("unix://" + docker + " (usual socket)");
  }

  @Test
  void leavesOutSocketsThatAreNotThere() throws IOException {
    environment.put("XDG_RUNTIME_DIR", runtimeDir.toString());
    Path ownPodman = socket(runtimeDir.resolve("podman/podman.sock"));

    assertThat(only().socket()).contains(ownPodman);
  }

  @Test
  void doesNotLookForAUsersSocketsWithoutXdgRuntimeDir() throws IOException {
    socket(runtimeDir.resolve("docker.sock"));
    socket(runtimeDir.resolve("podman/podman.sock"));

    assertThat(locator().candidates()).isEmpty();
  }

  @Test
  void findsNothingOnAMachineWithoutAnEngine() {
    assertThat(locator().candidates()).isEmpty();
  }

  private EngineEndpoint only() {
    List<EngineEndpoint> candidates = locator().candidates();
    assertThat(candidates).hasSize(1);
    return candidates.get(0);
  }

  private EngineLocator locator() {
    return new EngineLocator(environment, home, root);
  }

  private static Path socket(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    return Files.createFile(path);
  }
}
