package io.llmspell.fleet.compose.yaml;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.problem.Position;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.YamlNode.Entry;
import io.llmspell.fleet.compose.yaml.YamlNode.Mapping;
import io.llmspell.fleet.compose.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a mapping, either all at once or one by one. Whoever reads one by one asks for every
 * key there may be, present or not, and then calls {@link #rejectOthers}: what nobody asked for is
 * a problem, so nothing is ever ignored.
 */
public final class Fields {
  private final Mapping mapping;
  private final Place place;
  private final Set<String> asked = new LinkedHashSet<>();

  Fields(Mapping mapping, Place place) {
    this.mapping = mapping;
    this.place = place;
  }

  /** Where the mapping is. */
  public Place place() {
    return place;
  }

  /** The value of a key, if the file has the key. */
  public Optional<Value> get(String key) {
    asked.add(key);
    @Nullable Entry entry = mapping.entries().get(key);
    return entry == null ? Optional.empty() : Optional.of(value(key, entry));
  }

  /** The value of a key; that it is missing is a problem of the mapping. */
  public Optional<Value> require(String key) {
    Optional<Value> value = get(key);
    if (value.isEmpty()) {
      place.problem("needs the key " + key);
    }
    return value;
  }

  /** All values in the order of the file, for mappings whose keys are the user's own names. */
  public Map<String, Value> all() {
    Map<String, Value> all = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> all.put(key, value(key, entry)));
    return all;
  }

  /** Every key that was not asked for is a problem, but {@code x-…}. */
  public void rejectOthers() {
    rejectOthers(Map.of());
  }

  /**
   * Every key that was not asked for is a problem, but {@code x-…}, unless that is one of ours with
   * a typing error.
   *
   * @param unsupported keys that exist in the Compose Specification, with what to do instead (or
   *     nothing)
   */
  public void rejectOthers(Map<String, String> unsupported) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!asked.contains(key) && !isOthersExtension(key)) {
                place.key(key, entry.key()).problem(complaint(key, unsupported));
              }
            });
  }

  private boolean isOthersExtension(String key) {
    List<String> ours = asked.stream().filter(k -> k.startsWith("x-")).toList();
    return key.startsWith("x-") && Nearest.to(key, ours).isEmpty();
  }

  private String complaint(String key, Map<String, String> unsupported) {
    @Nullable String advice = unsupported.get(key);
    if (advice == null) {
      return "unknown key" + Nearest.hint(key, asked);
    }
    return "not supported" + (advice.isEmpty() ? "" : "; " + advice);
  }

  /** A scalar is complained about where it stands, anything longer where its key does. */
  private Value value(String key, Entry entry) {
    Position at = entry.value() instanceof Scalar s ? s.position() : entry.key();
    return new Value(entry.value(), place.key(key, at));
  }
}
