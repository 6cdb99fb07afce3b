package io.llmspell.fleet.compose.interpolate;

import io.llmspell.fleet.compose.problem.Position;
import io.llmspell.fleet.compose.problem.Problems;
import io.llmspell.fleet.compose.text.SmallFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A file of {@code NAME=value} lines, as {@code .env} and {@code env_file} are: comments, {@code
 * export}, quotes and variables as Compose has them.
 *
 * @param values in which variables are replaced already
 * @param names those that stand alone, and so mean the caller's own variable
 */
public record EnvFile(Map<String, String> values, Set<String> names) {

  public EnvFile {
    values = Map.copyOf(values);
    names = Set.copyOf(names);
  }

  /**
   * Reads a file; what is wrong with it is added to the problems, under its own name. A line may
   * hold a key to something, so a problem names its variable, and repeats nothing else of it.
   *
   * @param environment variables that values may use; they win over those of the file
   * @param unset told the name of each variable that is missing and has no default
   */
  public static EnvFile read(
      Path file, Map<String, String> environment, Problems problems, Consumer<String> unset) {
    Problems own = problems.alsoIn(file);
    try {
      return parse(SmallFile.text(file, "an environment file"), environment, own, unset);
    } catch (IllegalArgumentException e) {
      own.add(Position.WHOLE_FILE, "", String.valueOf(e.getMessage()));
      return new EnvFile(Map.of(), Set.of());
    }
  }

  private static EnvFile parse(
      String text, Map<String, String> environment, Problems problems, Consumer<String> unset) {
    Map<String, String> values = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    Map<String, String> known = new HashMap<>(environment);
    Template template = new Template(known, unset);
    EnvFileLines lines = new EnvFileLines(text);
    while (lines.next()) {
      try {
        EnvFileLines.Entry entry = lines.read();
        if (entry.value().isEmpty()) {
          names.add(entry.name());
          continue;
        }
        String raw = entry.value().get();
        String value = entry.literal() ? raw : template.apply(raw);
        values.put(entry.name(), value);
        if (!environment.containsKey(entry.name())) {
          known.put(entry.name(), value);
        }
      } catch (IllegalArgumentException e) {
        problems.add(
            new Position(problems.file(), lines.line(), 1),
            lines.name(),
            String.valueOf(e.getMessage()));
      }
    }
    return new EnvFile(values, names);
  }
}
