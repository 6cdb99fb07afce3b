package io.llmspell.fleet.compose.source;

import io.llmspell.fleet.compose.interpolate.EnvFile;
import io.llmspell.fleet.compose.source.Sources.Setting;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Adds what a file includes: services, networks, volumes, configs and secrets of others, whose
 * relative paths begin in their own folders. What both have is a problem; the project's name and
 * its ports are the including file's affair.
 *
 * @param chain files that include each other on the way here
 */
record Inclusion(Sources sources, Path file, Setting setting, List<Path> chain) {
  private static final String KEY = "include";
  private static final Set<String> SECTIONS =
      Set.of("services", "networks", "volumes", "configs", "secrets");
  private static final Set<String> OF_THE_PROJECT = Set.of("name", "version");

  /** The tree with what it includes, and without the key. */
  Value into(Value tree) {
    Value whole = tree.without(KEY);
    Optional<Value> list = tree.fields().flatMap(top -> top.get(KEY));
    for (Value item : list.map(Value::items).orElse(List.of())) {
      Optional<Value> included = item.isMapping() ? longForm(item) : shortForm(item);
      if (included.isPresent()) {
        whole = joined(whole, included.get(), item);
      }
    }
    return whole;
  }

  private Optional<Value> shortForm(Value item) {
    return included(List.of(item), Optional.empty(), List.of());
  }

  private Optional<Value> longForm(Value item) {
    Optional<Fields> fields = item.fields();
    Optional<Value> path = fields.flatMap(f -> f.require("path"));
    Optional<Value> directory = fields.flatMap(f -> f.get("project_directory"));
    Optional<Value> environment = fields.flatMap(f -> f.get("env_file"));
    fields.ifPresent(Fields::rejectOthers);
    return path.flatMap(
        p ->
            included(
                p.itemsOrItself(),
                directory,
                environment.map(Value::itemsOrItself).orElse(List.of())));
  }

  private Optional<Value> included(
      List<Value> named, Optional<Value> directory, List<Value> environment) {
    List<Path> files = named.stream().flatMap(v -> sources.file(v).stream()).toList();
    if (files.size() < named.size() || isCircle(files, named.get(0))) {
      return Optional.empty();
    }
    Path folder =
        directory
            .flatMap(v -> v.spelled(text -> setting.folder().resolve(text).normalize()))
            .or(() -> Optional.ofNullable(files.get(0).getParent()))
            .orElseThrow();
    Setting own = new Setting(folder, variables(folder, environment));
    List<Path> longer = Stream.concat(chain.stream(), Stream.of(absolute(file))).toList();
    return sources.combined(files, own, longer, Optional.of(named.get(0)));
  }

  private boolean isCircle(List<Path> files, Value at) {
    List<Path> way = Stream.concat(chain.stream(), Stream.of(absolute(file))).toList();
    Optional<Path> again = files.stream().filter(f -> way.contains(absolute(f))).findFirst();
    again.ifPresent(
        f ->
            at.place()
                .problem(
                    "includes itself: "
                        + Stream.concat(way.stream(), Stream.of(absolute(f)))
                            .map(Path::toString)
                            .collect(Collectors.joining(" -> "))));
    return again.isPresent();
  }

  /** The variables of the including file, and behind them those of the included one's folder. */
  private Map<String, String> variables(Path folder, List<Value> environment) {
    List<Path> files = new ArrayList<>();
    environment.forEach(v -> sources.file(v).ifPresent(files::add));
    Path usual = folder.resolve(".env");
    if (environment.isEmpty() && Files.isRegularFile(usual)) {
      files.add(usual);
    }
    Map<String, String> variables = new HashMap<>();
    for (Path env : files) {
      EnvFile read = EnvFile.read(env, setting.variables(), sources.problems(), sources.unset());
      variables.putAll(read.values());
    }
    variables.putAll(setting.variables());
    return variables;
  }

  private static Value joined(Value tree, Value included, Value item) {
    Value whole = tree;
    for (Map.Entry<String, Value> entry : all(included).entrySet()) {
      String key = entry.getKey();
      if (SECTIONS.contains(key)) {
        whole = section(whole, key, entry.getValue(), item);
      } else if (!OF_THE_PROJECT.contains(key) && !key.startsWith("x-")) {
        // Unknown, or not supported: said where all such keys are complained about.
        whole = whole.with(key, entry.getValue());
      }
    }
    return whole;
  }

  private static Value section(Value tree, String key, Value included, Value item) {
    Optional<Value> own = tree.fields().flatMap(f -> f.get(key)).filter(v -> !v.isEmpty());
    if (own.isEmpty()) {
      return tree.with(key, included);
    }
    Value section = own.get();
    Map<String, Value> known = all(section);
    for (Map.Entry<String, Value> entry : all(included).entrySet()) {
      Optional<Value> same = Optional.ofNullable(known.get(entry.getKey()));
      if (same.isEmpty()) {
        section = section.with(entry.getKey(), entry.getValue());
      } else if (!same.get().isWrittenAt(entry.getValue())) {
        item.place()
            .problem(
                "has "
                    + key
                    + "."
                    + entry.getKey()
                    + " in "
                    + entry.getValue().place().position()
                    + ", which is in "
                    + same.get().place().position()
                    + " too; rename one of them, or put one file over the other with --file");
      }
    }
    return tree.with(key, section);
  }

  private static Map<String, Value> all(Value mapping) {
    return mapping.isMapping() ? mapping.fields().map(Fields::all).orElse(Map.of()) : Map.of();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
