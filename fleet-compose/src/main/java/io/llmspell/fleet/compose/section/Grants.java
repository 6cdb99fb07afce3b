package io.llmspell.fleet.compose.section;

import com.google.common.hash.Hashing;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.GrantedFile.Content;
import io.llmspell.fleet.model.GrantedFile.OfFile;
import io.llmspell.fleet.model.GrantedFile.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configs, or the secrets, that a file declares. They are read when they are first used. */
public final class Grants {
  /** What a swarm takes at most, so that the same file works there. */
  private static final long LARGEST = 500 * 1024;

  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "environment", "write it into a file",
          "external", "name a file: what is kept by a swarm can't be read from it",
          "name", "",
          "labels", "",
          "driver", "",
          "driver_opts", "",
          "template_driver", "");

  private final String section;
  private final Surroundings surroundings;
  private final Map<String, Value> declared;
  private final Map<String, Optional<Content>> contents = new TreeMap<>();

  private Grants(String section, Surroundings surroundings, Map<String, Value> declared) {
    this.section = section;
    this.surroundings = surroundings;
    this.declared = declared;
  }

  /** Reads {@code configs} or {@code secrets}, if there is such a key. */
  public static Grants read(Fields top, String section, Surroundings surroundings) {
    Map<String, Value> declared =
        top.get(section)
            .filter(value -> !value.isEmpty())
            .flatMap(Value::fields)
            .map(Fields::all)
            .orElse(Map.of());
    return new Grants(section, surroundings, declared);
  }

  /** What a name stands for; that it stands for nothing is a problem of the value. */
  Optional<Content> content(String name, Value at) {
    Optional<Value> value = Optional.ofNullable(declared.get(name));
    if (value.isEmpty()) {
      at.place()
          .problem(
              "'"
                  + name
                  + "' is not declared under "
                  + section
                  + Nearest.hint(name, declared.keySet()));
    }
    return value.flatMap(v -> contents.computeIfAbsent(name, n -> content(v)));
  }

  private Optional<Content> content(Value value) {
    return value
        .fields()
        .flatMap(
            fields -> {
              Optional<Value> file = fields.get("file");
              Optional<Value> text = fields.get("content");
              fields.rejectOthers(UNSUPPORTED);
              if (file.isPresent() == text.isPresent()) {
                value.place().problem("needs one of the keys file and content");
                return Optional.empty();
              }
              return file.isPresent()
                  ? file.flatMap(this::ofFile)
                  : text.flatMap(Value::string).map(Text::new);
            });
  }

  private Optional<Content> ofFile(Value value) {
    Optional<Path> path = surroundings.existing(value, "the file");
    return path.flatMap(file -> value.attempt(() -> new OfFile(file, digest(file))));
  }

  private static String digest(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + " is not a file");
      }
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(file + " is too large: more than 500 KiB");
      }
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
