package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Limits.Ulimit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code ulimits}, each one number for both limits or two. */
final class UlimitsReader {
  /** What the engine knows, after setrlimit(2). */
  private static final Set<String> NAMES =
      Set.of(
          "as",
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nice",
          "nofile",
          "nproc",
          "rss",
          "rtprio",
          "rttime",
          "sigpending",
          "stack");

  private UlimitsReader() {}

  static Map<String, Ulimit> read(Fields service) {
    Map<String, Ulimit> ulimits = new TreeMap<>();
    service
        .get("ulimits")
        .flatMap(Value::fields)
        .map(Fields::all)
        .orElse(Map.of())
        .forEach((name, value) -> ulimit(name, value).ifPresent(u -> ulimits.put(name, u)));
    return ulimits;
  }

  private static Optional<Ulimit> ulimit(String name, Value value) {
    if (!NAMES.contains(name)) {
      value.place().problem("there is no such limit" + Nearest.hint(name, NAMES));
      return Optional.empty();
    }
    if (!value.isMapping()) {
      return value.parsed(text -> new Ulimit(number(text), number(text)));
    }
    Fields fields = value.fields().orElseThrow();
    Optional<Long> soft = number(fields, "soft");
    Optional<Long> hard = number(fields, "hard");
    fields.rejectOthers();
    return soft.flatMap(s -> hard.flatMap(h -> value.attempt(() -> new Ulimit(s, h))));
  }

  private static Optional<Long> number(Fields fields, String key) {
    return fields.require(key).flatMap(v -> v.parsed(UlimitsReader::number));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
    }
  }
}
