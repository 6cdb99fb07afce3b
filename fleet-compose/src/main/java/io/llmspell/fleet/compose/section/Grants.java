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
import java.util.function.BiFunction;

/** The configs, or the secrets, that a file declares, whether anybody is granted them or not. */
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
  private final Map<String, Optional<Content>> contents = new TreeMap<>();

  private Grants(String section, Surroundings surroundings) {
    this.section = section;
    this.surroundings = surroundings;
  }

  /** Reads {@code configs}, if there is such a key. */
  public static Grants configs(Fields top, Surroundings surroundings) {
    return read(top, new Grants("configs", surroundings), Grants::config);
  }

  /** Reads {@code secrets}, if there is such a key; none of them is in the Compose file itself. */
  public static Grants secrets(Fields top, Surroundings surroundings) {
    return read(top, new Grants("secrets", surroundings), Grants::secret);
  }

  private static Grants read(
      Fields top, Grants grants, BiFunction<Grants, Fields, Optional<Content>> reader) {
    top.get(grants.section)
        .filter(value -> !value.isEmpty())
        .flatMap(Value::fields)
        .map(Fields::all)
        .orElse(Map.of())
        .forEach(
            (name, value) ->
                grants.contents.put(name, value.fields().flatMap(f -> reader.apply(grants, f))));
    return grants;
  }

  /** What a name stands for; that it stands for nothing is a problem of the value. */
  Optional<Content> content(String name, Value at) {
    if (!contents.containsKey(name)) {
      at.place()
          .problem(
              "'"
                  + name
                  + "' is not declared under "
                  + section
                  + Nearest.hint(name, contents.keySet()));
    }
    return contents.getOrDefault(name, Optional.empty());
  }

  private Optional<Content> config(Fields fields) {
    Optional<Value> file = fields.get("file");
    Optional<Value> text = fields.get("content");
    fields.rejectOthers(UNSUPPORTED);
    if (file.isPresent() == text.isPresent()) {
      fields.place().problem("needs one of the keys file and content");
      return Optional.empty();
    }
    return file.isPresent()
        ? file.flatMap(this::ofFile)
        : text.flatMap(Value::string).map(Text::new);
  }

  private Optional<Content> secret(Fields fields) {
    Optional<Value> file = fields.require("file");
    fields.rejectOthers(Unsupported.and(UNSUPPORTED, "content", "write it into a file"));
    return file.flatMap(this::ofFile);
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
