package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.interpolate.EnvFile;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code environment} and {@code env_file}; the former wins, as in Compose. */
final class EnvironmentReader {
  private final Surroundings surroundings;

  EnvironmentReader(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Variables of a container.
   *
   * @param passedOn names whose values are the caller's
   */
  record Environment(Map<String, String> values, Set<String> passedOn) {}

  Environment read(Fields service) {
    Environment environment = new Environment(new TreeMap<>(), new TreeSet<>());
    service
        .get("env_file")
        .ifPresent(v -> v.itemsOrItself().forEach(item -> addFile(item, environment)));
    for (Pairs.Pair pair : service.get("environment").map(Pairs::read).orElse(List.of())) {
      if (pair.value().isPresent()) {
        environment.passedOn().remove(pair.name());
        environment.values().put(pair.name(), pair.value().get());
      } else {
        environment.values().remove(pair.name());
        environment.passedOn().add(pair.name());
      }
    }
    return environment;
  }

  private void addFile(Value item, Environment environment) {
    Optional<Path> found = item.isMapping() ? longForm(item) : existing(item);
    if (found.isEmpty()) {
      return;
    }
    EnvFile file = surroundings.envFile(found.get(), item);
    environment.passedOn().removeAll(file.values().keySet());
    environment.values().putAll(file.values());
    environment.values().keySet().removeAll(file.names());
    environment.passedOn().addAll(file.names());
  }

  private Optional<Path> existing(Value value) {
    Optional<Path> path = surroundings.existing(value, "the environment file");
    if (path.isPresent() && !Files.isRegularFile(path.get())) {
      value.place().problem(path.get() + " is not a file");
      return Optional.empty();
    }
    return path;
  }

  private Optional<Path> longForm(Value item) {
    return item.fields()
        .flatMap(
            fields -> {
              Optional<Value> path = fields.require("path");
              boolean required = fields.get("required").flatMap(Value::truth).orElse(true);
              fields.rejectOthers(Map.of("format", "values are read as Compose's default does"));
              boolean wanted =
                  required || path.flatMap(surroundings::path).filter(Files::exists).isPresent();
              return path.filter(p -> wanted).flatMap(this::existing);
            });
  }
}
