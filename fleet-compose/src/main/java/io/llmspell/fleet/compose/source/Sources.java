package io.llmspell.fleet.compose.source;

import io.llmspell.fleet.compose.interpolate.Template;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.problem.Problems;
import io.llmspell.fleet.compose.yaml.Overlay;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.compose.yaml.YamlFile;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One reading of all files of a fleet. What is wrong with any of them is added to the problems. Not
 * thread-safe.
 */
public final class Sources {
  /** Each may include others, so that few could be many. */
  private static final int MOST_FILES = 200;

  private final Problems problems;
  private final Consumer<String> unset;
  private int files;

  /**
   * Nothing read yet.
   *
   * @param unset told the name of each variable that is missing and has no default
   */
  public Sources(Problems problems, Consumer<String> unset) {
    this.problems = problems;
    this.unset = unset;
  }

  /** A folder that relative paths begin in, and the variables that a file is read with. */
  record Setting(Path folder, Map<String, String> variables) {}

  /**
   * The files put over each other in their order, with what they include and extend; absent if
   * there is nothing to go on with, which is a problem then.
   *
   * @param folder where relative paths of all of them begin
   * @throws FleetException if one of them can't be read at all
   */
  public Optional<Value> read(List<Path> named, Path folder, Map<String, String> variables) {
    Setting setting = new Setting(folder, variables);
    return YamlFile.bounded(combined(named, setting, List.of(), Optional.empty()));
  }

  /**
   * The files put over each other.
   *
   * @param chain files that include each other on the way here
   * @param namedBy what names them in another file
   */
  Optional<Value> combined(
      List<Path> named, Setting setting, List<Path> chain, Optional<Value> namedBy) {
    Optional<Value> merged = Optional.empty();
    for (Path file : named) {
      Optional<Value> own = tree(file, setting, namedBy);
      if (own.isPresent()) {
        Value whole = new Inclusion(this, file, setting, chain).into(own.get());
        Optional<Value> extended = new Extension(this, setting).resolved(whole, merged);
        if (extended.isEmpty()) {
          return Optional.empty();
        }
        merged = merged.map(m -> Overlay.ofFiles(m, extended.get())).or(() -> extended);
      }
    }
    return merged;
  }

  /** One file as it is. */
  Optional<Value> tree(Path file, Setting setting, Optional<Value> namedBy) {
    if (++files > MOST_FILES) {
      namedBy.ifPresent(v -> v.place().problem("is one file too many: more than " + MOST_FILES));
      return Optional.empty();
    }
    Template template = new Template(setting.variables(), unset);
    return text(file, namedBy)
        .flatMap(
            text -> YamlFile.read(text, problems.alsoIn(file), setting.folder(), template::apply))
        .filter(tree -> tree.fields().isPresent());
  }

  /** The path that a value names, absolute; that no file is there is a problem of the value. */
  Optional<Path> file(Value value) {
    Optional<Path> file = value.spelled(text -> folderOf(value).resolve(text).normalize());
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      value.place().problem("the file " + file.get() + " does not exist");
      return Optional.empty();
    }
    return file;
  }

  /** Where relative paths begin in the file that a value was read from. */
  Path folderOf(Value value) {
    return value.place().position().folder().orElseThrow();
  }

  Problems problems() {
    return problems;
  }

  Consumer<String> unset() {
    return unset;
  }

  private static Optional<String> text(Path file, Optional<Value> namedBy) {
    try {
      return Optional.of(SourceText.read(file));
    } catch (FleetException e) {
      Place place = namedBy.orElseThrow(() -> e).place();
      place.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
