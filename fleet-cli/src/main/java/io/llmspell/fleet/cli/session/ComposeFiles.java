package io.llmspell.fleet.cli.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which Compose file is meant. */
final class ComposeFiles {
  /** In Compose's own order. */
  private static final List<String> USUAL_NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  private ComposeFiles() {}

  /** The one that was named, else the folder's, else the shipped one. */
  static Path find(Place place, Optional<Path> named) {
    return named
        .map(place.folder()::resolve)
        .or(
            () ->
                USUAL_NAMES.stream()
                    .map(place.folder()::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst())
        .orElseGet(() -> place.root().resolve("compose").resolve("docker-compose.yml"));
  }
}
