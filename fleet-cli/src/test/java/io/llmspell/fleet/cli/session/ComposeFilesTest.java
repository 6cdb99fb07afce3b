package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Compose file is meant. */
class ComposeFilesTest {
  @TempDir private Path folder;

  @Test
  void theShippedOneIfTheFolderHasNone() {
    assertThat(found()).containsExactly(Path.of("/opt/compose/docker-compose.yml"));
  }

  @Test
  void theFoldersOwnInComposesOrder() throws IOException {
    for (String name :
        List.of("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml")) {
      Path file = Files.createFile(folder.resolve(name));

      assertThat(found()).containsExactly(file);
    }
  }

  @Test
  void aFolderOfThatNameIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("compose.yaml"));
    Path file = Files.createFile(folder.resolve("docker-compose.yml"));

    assertThat(found()).containsExactly(file);
  }

  @Test
  void theNamedOneBeforeAllOthersAndEvenIfItIsNotThere() throws IOException {
    Files.createFile(folder.resolve("compose.yaml"));

    assertThat(found(Path.of("deploy/fleet.yml")))
        .containsExactly(folder.resolve("deploy/fleet.yml"));
    assertThat(found(Path.of("/etc/fleet.yml"))).containsExactly(Path.of("/etc/fleet.yml"));
  }

  private List<Path> found(Path... named) {
    return ComposeFiles.find(
        new Place(Map.of(), folder, folder.resolve("home"), Path.of("/opt")), List.of(named));
  }
}
