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

/** The Docker client's contexts, as far as they lead to an engine. */
class DockerContextsTest {
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path root;
  private ContextFolder docker = new ContextFolder(Path.of(""));

  @BeforeEach
  void chooseFolder() {
    docker = new ContextFolder(root.resolve("home/.docker"));
  }

  @Test
  void takesTheContextThatTheConfigurationNames() {
    docker.current("colima").context("colima", "unix:///home/jane/.colima/docker.sock");

    EngineEndpoint endpoint = only();

    assertThat(endpoint.uri()).isEqualTo(URI.create("unix:///home/jane/.colima/docker.sock"));
    assertThat(endpoint.configured()).isTrue();
    assertThat(endpoint.certificates()).isEmpty();
    assertThat(endpoint).hasToString(endpoint.uri() + " (Docker context colima)");
  }

  @Test
  void takesTheCertificatesOfTheContext() {
    docker.current("build").context("build", "tcp://10.1.2.3:2376");
    Path certificates = docker.tls("build");
    docker.tls("another");

    assertThat(only().certificates()).contains(certificates);
  }

  @Test
  void prefersDockerContextToTheConfiguration() {
    docker.current("colima").context("colima", "unix:///colima.sock");
    docker.context("build", "tcp://10.1.2.3:2375");
    environment.put("DOCKER_CONTEXT", "build");

    assertThat(only().uri()).isEqualTo(URI.create("tcp://10.1.2.3:2375"));
  }

  @Test
  void prefersDockerHostToAnyContext() {
    docker.current("gone");
    environment.put("DOCKER_CONTEXT", "gone too");
    environment.put("DOCKER_HOST", "tcp://10.1.2.3:2375");

    assertThat(only().uri()).isEqualTo(URI.create("tcp://10.1.2.3:2375"));
  }

  @Test
  void readsTheFolderThatDockerConfigNames() {
    docker.current("here").context("here", "unix:///here.sock");
    ContextFolder elsewhere = new ContextFolder(root.resolve("elsewhere"));
    elsewhere.current("there").context("there", "unix:///there.sock");
    environment.put("DOCKER_CONFIG", elsewhere.path().toString());

    assertThat(only().uri()).isEqualTo(URI.create("unix:///there.sock"));
  }

  @Test
  void takesTheUsualSocketsForTheDefaultContext() throws IOException {
    Files.createDirectories(root.resolve("var/run"));
    Path socket = Files.createFile(root.resolve("var/run/docker.sock"));
    docker.current("default");

    assertThat(only().socket()).contains(socket);
    assertThat(only().configured()).isFalse();
  }

  @Test
  void takesTheUsualSocketsIfDockerContextNamesTheDefaultOne() {
    docker.current("colima").context("colima", "unix:///colima.sock");
    environment.put("DOCKER_CONTEXT", "default");

    assertThat(locator().candidates()).isEmpty();
  }

  @Test
  void takesTheUsualSocketsIfTheConfigurationNamesNoContext() {
    docker.config("{\"auths\":{}}");

    assertThat(locator().candidates()).isEmpty();
  }

  @Test
  void saysHowToFindTheContextsThereAreIfOneIsMissing() {
    environment.put("DOCKER_CONTEXT", "nowhere");

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.NOT_FOUND)
        .hasMessage(
            "there is no Docker context 'nowhere': `docker context ls` shows those there are");
  }

  @Test
  void namesTheConfigurationThatIsBroken() {
    docker.config("{\"currentContext\": ");

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageStartingWith("can't read " + docker.path().resolve("config.json") + ": ");
  }

  @Test
  void namesTheContextsFileThatIsBroken() {
    docker.current("odd").meta("odd", "Host: unix:///docker.sock");

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.INVALID_FILE)
        .hasMessageStartingWith("can't read " + docker.path().resolve("contexts/meta"))
        .hasMessageContaining("meta.json: ");
  }

  @Test
  void refusesAContextThatLeadsThroughSsh() {
    docker.current("far").context("far", "ssh://jane@example.org");

    assertThatThrownBy(() -> locator().candidates())
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED)
        .hasMessageStartingWith("Docker context far is 'ssh://jane@example.org': only unix://")
        .hasMessageEndingWith("forward the engine's socket (ssh -L) and name that");
  }

  private EngineEndpoint only() {
    List<EngineEndpoint> candidates = locator().candidates();
    assertThat(candidates).hasSize(1);
    return candidates.get(0);
  }

  private EngineLocator locator() {
    return new EngineLocator(environment, root.resolve("home"), root);
  }
}
