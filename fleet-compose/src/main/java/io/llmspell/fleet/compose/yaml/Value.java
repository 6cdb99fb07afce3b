package io.llmspell.fleet.compose.yaml;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.YamlNode.Entry;
import io.llmspell.fleet.compose.yaml.YamlNode.Kind;
import io.llmspell.fleet.compose.yaml.YamlNode.Mapping;
import io.llmspell.fleet.compose.yaml.YamlNode.Scalar;
import io.llmspell.fleet.compose.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One value of a file and its place. What is asked of it and is not there is a problem of its
 * place, said once, and an absent answer.
 */
public final class Value {
  private static final Set<Kind> QUOTABLE = Set.of(Kind.NUMBER, Kind.BOOLEAN);

  private final YamlNode node;
  private final Place place;

  Value(YamlNode node, Place place) {
    this.node = node;
    this.place = place;
  }

  YamlNode node() {
    return node;
  }

  /** The same place with another value. */
  Value replacedBy(YamlNode other) {
    return new Value(other, place);
  }

  /** This mapping with one key more, or another value for it; this itself if it is no mapping. */
  public Value with(String key, Value value) {
    if (!(node instanceof Mapping mapping)) {
      return this;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.merge(
        key,
        new Entry(value.place().position(), value.node()),
        (before, now) -> new Entry(before.key(), now.value()));
    return replacedBy(Mapping.of(mapping.position(), entries));
  }

  /** This mapping without a key; this itself if it is no mapping. */
  public Value without(String key) {
    if (!(node instanceof Mapping mapping)) {
      return this;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.remove(key);
    return replacedBy(Mapping.of(mapping.position(), entries));
  }

  /** Whether the other is the very same text of the same file, and its paths mean the same. */
  public boolean isWrittenAt(Value other) {
    return place.position().equals(other.place.position());
  }

  /** Where it is. */
  public Place place() {
    return place;
  }

  /** Whether the key stands there with nothing after it. */
  public boolean isEmpty() {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }

  public boolean isMapping() {
    return node instanceof Mapping;
  }

  public boolean isList() {
    return node instanceof Sequence;
  }

  /** Its keys and values, if it is a mapping. */
  public Optional<Fields> fields() {
    if (node instanceof Mapping mapping) {
      return Optional.of(new Fields(mapping, place));
    }
    return wrong("a mapping");
  }

  /** Its items; none if it is no list. */
  public List<Value> items() {
    if (!(node instanceof Sequence sequence)) {
      wrong("a list");
      return List.of();
    }
    List<Value> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(new Value(item, place.item(items.size(), item.position())));
    }
    return List.copyOf(items);
  }

  /** Its items, or itself as the only one if it is no list. */
  public List<Value> itemsOrItself() {
    return isList() ? items() : List.of(this);
  }

  /** The text of a string; a number or a truth value is none until it is in quotes. */
  public Optional<String> string() {
    if (node instanceof Scalar scalar && scalar.kind() == Kind.STRING) {
      return Optional.of(scalar.text());
    }
    if (node instanceof Scalar scalar && QUOTABLE.contains(scalar.kind())) {
      place.problem(
          "must be a text, not " + node.described() + "; write \"" + scalar.text() + "\"");
      return Optional.empty();
    }
    return wrong("a text");
  }

  /** The text of a string, a number or a truth value, as it was written. */
  public Optional<String> text() {
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL && !scalar.isUnknown()) {
      return Optional.of(scalar.text());
    }
    return wrong("a text or a number");
  }

  /** The text of each item that has one. */
  public List<String> strings() {
    return items().stream().flatMap(item -> item.string().stream()).toList();
  }

  /** What the text means; an {@link IllegalArgumentException} of the parser is a problem. */
  public <T> Optional<T> parsed(Function<String, T> parser) {
    return text().flatMap(text -> attempt(() -> parser.apply(text)));
  }

  /** The same for a string, where a number is a problem. */
  public <T> Optional<T> spelled(Function<String, T> parser) {
    return string().flatMap(text -> attempt(() -> parser.apply(text)));
  }

  /** A truth value. */
  public Optional<Boolean> truth() {
    return parsed(Literals::truth);
  }

  /** A whole number that is large enough. */
  public Optional<Integer> wholeNumberFrom(int least) {
    return parsed(text -> Literals.wholeNumberFrom(least, text));
  }

  /** What one of a few words stands for. */
  public <T> Optional<T> oneOf(Map<String, T> words) {
    return parsed(
        text -> {
          if (!words.containsKey(text)) {
            throw new IllegalArgumentException(
                "'"
                    + text
                    + "' is not one of "
                    + Nearest.list(words.keySet())
                    + Nearest.hint(text, words.keySet()));
          }
          return words.get(text);
        });
  }

  /** The answer; an {@link IllegalArgumentException} is a problem of this place instead. */
  public <T> Optional<T> attempt(Supplier<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (IllegalArgumentException e) {
      place.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private <T> Optional<T> wrong(String wanted) {
    if (!(node instanceof Scalar scalar && scalar.isUnknown())) {
      place.problem("must be " + wanted + ", not " + node.described());
    } else if (!scalar.text().isEmpty()) {
      place.problem(scalar.text());
    }
    return Optional.empty();
  }
}
