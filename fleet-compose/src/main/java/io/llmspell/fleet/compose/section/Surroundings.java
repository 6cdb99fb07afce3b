package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.interpolate.EnvFile;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.machine.UserHome;
import io.llmspell.fleet.model.ProjectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a file is read in.
 *
 * @param folder of the first Compose file, absolute; relative paths start there unless a file has
 *     its own
 * @param variables the environment and, behind it, {@code .env}
 * @param unset told the name of each variable that is missing and has no default
 */
public record Surroundings(
    Path folder, ProjectName project, Map<String, String> variables, Consumer<String> unset) {

  private static final String ENGINE_SOCKET = "docker.sock";

  /** The path that a value names, made absolute; whether anything is there is not looked at. */
  Optional<Path> path(Value value) {
    return value.spelled(text -> resolve(text, value));
  }

  /** The same for a path that must exist; that it does not is a problem of the value. */
  Optional<Path> existing(Value value, String what) {
    return value.string().flatMap(text -> existing(text, value, what));
  }

  /** The same for a part of a value. */
  Optional<Path> existing(String text, Value at, String what) {
    Optional<Path> path = at.attempt(() -> resolve(text, at));
    if (path.isPresent() && !Files.exists(path.get()) && !isMadeByOthers(path.get())) {
      at.place().problem(what + " " + path.get() + " does not exist");
      return Optional.empty();
    }
    return path;
  }

  /**
   * The fleet's own folder is made before anything that it is mounted in; an engine's socket is
   * there as soon as the engine is.
   */
  private boolean isMadeByOthers(Path path) {
    return path.endsWith(ENGINE_SOCKET) || isFleetHome(path);
  }

  private boolean isFleetHome(Path path) {
    String said = variables.getOrDefault("FLEET_HOME", "");
    return path.equals(
        said.isBlank()
            ? UserHome.of(variables).resolve(".llmspell").resolve("fleet")
            : folder.resolve(said).normalize());
  }

  /** An absolute path of what is relative to its file or begins with the home folder. */
  private Path resolve(String text, Value at) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path can't be empty");
    }
    if (text.equals("~") || text.startsWith("~/")) {
      return UserHome.of(variables).resolve(text.substring(Math.min(2, text.length()))).normalize();
    }
    if (text.startsWith("~")) {
      throw new IllegalArgumentException("'" + text + "': other people's ~ is not supported");
    }
    return at.place().position().folder().orElse(folder).resolve(text).normalize();
  }

  EnvFile envFile(Path file, Value named) {
    return EnvFile.read(file, variables, named.place().problems(), unset);
  }
}
