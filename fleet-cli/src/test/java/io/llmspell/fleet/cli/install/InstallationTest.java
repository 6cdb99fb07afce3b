package io.llmspell.fleet.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.cli.install.Installation.Made;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links in a home folder of their own. */
class InstallationTest {
  @TempDir private Path folder;

  @Test
  void linksAreMadeOnceAndRemovedAgain() throws IOException {
    Installation installation = of("here", Map.of());
    assertThat(installation.install()).hasSize(6).contains(new Made(plugin(), Optional.empty()));
    assertThat(Files.readSymbolicLink(plugin())).isEqualTo(folder.resolve("here/docker-fleet"));
    assertThat(folder.resolve("home/.config/fish/completions/llmspell-fleet.fish"))
        .isSymbolicLink();
    assertThat(installation.install()).as("a second time").isEmpty();
    assertThat(installation.uninstall()).hasSize(6);
    assertThat(installation.uninstall()).isEmpty();
    assertThat(plugin()).doesNotExist();
  }

  @Test
  void otherPlacesThatTheEnvironmentNamesAreTaken() {
    Path docker = folder.resolve("docker-config");
    of("here", Map.of("DOCKER_CONFIG", docker.toString(), "XDG_DATA_HOME", " ")).install();
    assertThat(docker.resolve("cli-plugins/docker-fleet")).isSymbolicLink();
    assertThat(plugin()).doesNotExist();
    assertThat(folder.resolve("home/.local/share/zsh/site-functions/_docker-fleet"))
        .isSymbolicLink();
  }

  @Test
  void aLinkToAnotherCopyIsLedHereAndOnlyTheOwnOneIsRemoved() throws IOException {
    of("there", Map.of()).install();
    assertThat(of("here", Map.of()).uninstall()).isEmpty();
    assertThat(of("here", Map.of()).install())
        .hasSize(6)
        .contains(new Made(plugin(), Optional.of(folder.resolve("there/docker-fleet"))));
    assertThat(Files.readSymbolicLink(plugin())).isEqualTo(folder.resolve("here/docker-fleet"));
  }

  @Test
  void whatIsInTheWayStaysAndNothingIsChanged() throws IOException {
    Files.createDirectories(plugin().getParent());
    Files.writeString(plugin(), "mine");
    assertThatThrownBy(() -> of("here", Map.of()).install())
        .isInstanceOf(FleetException.class)
        .hasMessageContaining(plugin() + " is there, and is not a link to a docker-fleet");
    assertThat(plugin()).hasContent("mine");
    assertThat(folder.resolve("home/.config")).doesNotExist();
    assertThat(of("here", Map.of()).uninstall()).isEmpty();
  }

  private Path plugin() {
    return folder.resolve("home/.docker/cli-plugins/docker-fleet");
  }

  private Installation of(String root, Map<String, String> environment) {
    return Installation.of(folder.resolve(root), folder.resolve("home"), environment);
  }
}
