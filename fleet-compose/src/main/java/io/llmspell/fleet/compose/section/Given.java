package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value that the file may give, with the place to complain about what only shows later.
 *
 * @param value absent if the file says nothing, or nothing that can be read
 */
record Given<T>(Optional<T> value, Optional<Place> place) {

  static <T> Given<T> read(Fields fields, String key, Function<String, T> parser) {
    return read(Optional.of(fields), key, parser);
  }

  static <T> Given<T> read(Optional<Fields> fields, String key, Function<String, T> parser) {
    Optional<Value> found = fields.flatMap(f -> f.get(key));
    return new Given<>(found.flatMap(v -> v.parsed(parser)), found.map(Value::place));
  }

  void problem(String message) {
    place.ifPresent(p -> p.problem(message));
  }

  /** This, or the other if the file does not say this. */
  Given<T> or(Given<T> other) {
    return value.isPresent() ? this : other;
  }

  /** What both say; that they say different things is a problem. */
  Optional<T> agreed(Given<T> other) {
    if (value.isPresent() && other.value.isPresent() && !value.equals(other.value)) {
      problem(
          "is "
              + value.get()
              + ", but "
              + other.place.map(Place::path).orElse("")
              + " says "
              + other.value.get()
              + "; write one of them only");
    }
    return value.or(other::value);
  }
}
