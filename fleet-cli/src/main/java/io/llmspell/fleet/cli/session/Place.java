package io.llmspell.fleet.cli.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the program runs.
 *
 * @param folder the caller's working folder
 * @param userHome the caller's home folder
 * @param root the installation, with {@code compose/}, {@code configs/} and the {@code Dockerfile}
 */
public record Place(Map<String, String> environment, Path folder, Path userHome, Path root) {
  public Place {
    environment = Map.copyOf(environment);
  }

  /** {@code FLEET_HOME}, or {@code ~/.llmspell/fleet}. */
  public Path fleetHome() {
    return Optional.ofNullable(environment.get("FLEET_HOME"))
        .filter(home -> !home.isBlank())
        .map(folder::resolve)
        .orElseGet(() -> userHome.resolve(".llmspell").resolve("fleet"));
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Place[" + folder + ", root " + root + "]";
  }
}
