package io.llmspell.fleet.cli.session;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which Compose files are meant. */
final class ComposeFiles {
  /** In Compose's own order. */
  private static final List<String> USUAL_NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  /** What Compose puts over a file that nobody named. */
  private static final List<String> OVERRIDES =
      USUAL_NAMES.stream().map(name -> name.replace(".y", ".override.y")).toList();

  private ComposeFiles() {}

  /** Those that the caller gives, else the shipped one. */
  static List<Path> find(Place place, List<Path> named) {
    List<Path> given = given(place, named);
    return given.isEmpty()
        ? List.of(place.root().resolve("compose").resolve("docker-compose.yml"))
        : given;
  }

  /**
   * Those that were named, else those of {@code COMPOSE_FILE}, else the folder's with what is to be
   * put over it, else none.
   */
  static List<Path> given(Place place, List<Path> named) {
    List<Path> asked = named.isEmpty() ? ofVariable(place) : named;
    if (!asked.isEmpty()) {
      return asked.stream().map(place.folder()::resolve).toList();
    }
    return first(place, USUAL_NAMES)
        .map(file -> Stream.concat(Stream.of(file), first(place, OVERRIDES).stream()).toList())
        .orElse(List.of());
  }

  private static List<Path> ofVariable(Place place) {
    String separator =
        place.environment().getOrDefault("COMPOSE_PATH_SEPARATOR", File.pathSeparator);
    String names = place.environment().getOrDefault("COMPOSE_FILE", "");
    return Stream.of(names.split(Pattern.quote(separator), -1))
        .filter(name -> !name.isEmpty())
        .map(Path::of)
        .toList();
  }

  private static Optional<Path> first(Place place, List<String> names) {
    return names.stream().map(place.folder()::resolve).filter(Files::isRegularFile).findFirst();
  }
}
