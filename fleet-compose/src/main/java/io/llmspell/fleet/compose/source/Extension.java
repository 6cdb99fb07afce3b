package io.llmspell.fleet.compose.source;

import io.llmspell.fleet.compose.source.Sources.Setting;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Overlay;
import io.llmspell.fleet.compose.yaml.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts services over those that they extend, in the same file or in another, whose relative paths
 * begin in its own folder.
 */
final class Extension {
  private static final String KEY = "extends";
  private static final String SERVICES = "services";

  /** Nobody goes further by hand. */
  private static final int LONGEST = 100;

  private final Sources sources;
  private final Setting setting;
  private final Map<Path, Optional<Value>> others = new HashMap<>();
  private boolean isTooLong;

  Extension(Sources sources, Setting setting) {
    this.sources = sources;
    this.setting = setting;
  }

  /**
   * Services of one file.
   *
   * @param file as messages call it
   */
  private record Scope(String file, Map<String, Value> services) {}

  /**
   * The tree with every service complete, and without the key; absent if one can't be completed,
   * and so would be complained of for what it lacks.
   */
  Optional<Value> resolved(Value tree, Optional<Value> earlier) {
    Map<String, Value> own = services(tree);
    Map<String, Value> known = new HashMap<>(earlier.map(Extension::services).orElse(Map.of()));
    known.putAll(own);
    Scope scope = new Scope(tree.place().position().file(), known);
    Value services = tree.fields().flatMap(f -> f.get(SERVICES)).orElse(tree);
    for (Map.Entry<String, Value> entry : own.entrySet()) {
      Value complete = complete(entry.getKey(), entry.getValue(), scope, List.of());
      if (isTooLong) {
        return Optional.empty();
      }
      services = services.with(entry.getKey(), complete);
    }
    return Optional.of(own.isEmpty() ? tree : tree.with(SERVICES, services));
  }

  private Value complete(String name, Value service, Scope scope, List<String> chain) {
    Optional<Value> key =
        Optional.of(service)
            .filter(Value::isMapping)
            .flatMap(Value::fields)
            .flatMap(fields -> fields.get(KEY));
    if (key.isEmpty()) {
      return service;
    }
    Value alone = service.without(KEY);
    if (chain.size() == LONGEST) {
      key.get()
          .place()
          .problem("is one too many of " + LONGEST + " services that extend each other");
      isTooLong = true;
      return alone;
    }
    List<String> longer =
        Stream.concat(chain.stream(), Stream.of(scope.file() + " " + name)).toList();
    if (chain.contains(scope.file() + " " + name)) {
      key.get().place().problem("extends itself: " + String.join(" -> ", longer));
      return alone;
    }
    return base(key.get(), scope, longer).map(b -> Overlay.ofServices(b, alone)).orElse(alone);
  }

  private Optional<Value> base(Value key, Scope scope, List<String> chain) {
    if (!key.isMapping()) {
      return key.string().flatMap(name -> service(name, key, scope, chain));
    }
    Fields fields = key.fields().orElseThrow();
    Optional<Value> name = fields.require("service");
    Optional<Value> file = fields.get("file");
    fields.rejectOthers();
    Optional<Scope> other = file.isEmpty() ? Optional.of(scope) : file.flatMap(this::scope);
    return name.flatMap(
        n -> n.string().flatMap(text -> other.flatMap(o -> service(text, n, o, chain))));
  }

  private Optional<Value> service(String name, Value at, Scope scope, List<String> chain) {
    Optional<Value> found = Optional.ofNullable(scope.services().get(name));
    if (found.isEmpty()) {
      at.place()
          .problem(
              "there is no service '"
                  + name
                  + "' in "
                  + scope.file()
                  + Nearest.hint(name, scope.services().keySet()));
    }
    return found.map(service -> complete(name, service, scope, chain));
  }

  private Optional<Scope> scope(Value file) {
    return sources
        .file(file)
        .flatMap(
            path ->
                others
                    .computeIfAbsent(path, p -> sources.tree(p, settingOf(p), Optional.of(file)))
                    .map(tree -> new Scope(path.toString(), services(tree))));
  }

  private Setting settingOf(Path file) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    return new Setting(folder, setting.variables());
  }

  private static Map<String, Value> services(Value tree) {
    return tree.fields()
        .flatMap(f -> f.get(SERVICES))
        .filter(Value::isMapping)
        .flatMap(Value::fields)
        .map(Fields::all)
        .orElse(Map.of());
  }
}
