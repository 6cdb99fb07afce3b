package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Compose lets people write either as a mapping or as a list of {@code name=value}. */
final class Pairs {
  private Pairs() {}

  /**
   * One entry.
   *
   * @param value absent if there is only a name
   */
  record Pair(String name, Optional<String> value, Place place) {}

  /** The entries in the order of the file; a name given twice is a problem. */
  static List<Pair> read(Value value) {
    List<Pair> pairs = value.isList() ? ofList(value) : ofMapping(value);
    Map<String, Pair> byName = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (pair.name().isEmpty()) {
        pair.place().problem("has no name before the '='");
      } else if (byName.putIfAbsent(pair.name(), pair) != null) {
        pair.place().problem("gives " + pair.name() + " a second time");
      }
    }
    return List.copyOf(byName.values());
  }

  /** Entries in which a missing value is an empty one. */
  static Map<String, String> texts(Value value) {
    return asMap(read(value));
  }

  /** Entries of what may only be a mapping. */
  static Map<String, String> mapping(Value value) {
    return asMap(ofMapping(value));
  }

  private static Map<String, String> asMap(List<Pair> pairs) {
    Map<String, String> texts = new LinkedHashMap<>();
    pairs.forEach(pair -> texts.put(pair.name(), pair.value().orElse("")));
    return texts;
  }

  private static List<Pair> ofList(Value value) {
    List<Pair> pairs = new ArrayList<>();
    for (Value item : value.items()) {
      item.string()
          .ifPresent(
              text -> {
                int equals = text.indexOf('=');
                String name = equals < 0 ? text : text.substring(0, equals);
                Optional<String> rest =
                    equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
                pairs.add(new Pair(name, rest, item.place()));
              });
    }
    return pairs;
  }

  private static List<Pair> ofMapping(Value value) {
    List<Pair> pairs = new ArrayList<>();
    value
        .fields()
        .ifPresent(
            fields ->
                fields
                    .all()
                    .forEach(
                        (name, entry) -> {
                          Optional<String> text = entry.isEmpty() ? Optional.empty() : entry.text();
                          if (entry.isEmpty() || text.isPresent()) {
                            pairs.add(new Pair(name, text, entry.place()));
                          }
                        }));
    return pairs;
  }
}
