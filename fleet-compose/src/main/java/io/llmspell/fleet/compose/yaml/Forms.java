package io.llmspell.fleet.compose.yaml;

import io.llmspell.fleet.compose.problem.Position;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings values that have a short and a long form into the one in which two can be compared. */
final class Forms {
  private Forms() {}

  /** The form in which values under a key are put together; others are left as they are. */
  static YamlNode common(YamlNode node, MergeRule rule) {
    return switch (rule) {
      case LIST -> node instanceof Scalar ? Sequence.of(node.position(), List.of(node)) : node;
      case PAIRS -> mapping(node, item -> split(item, "="));
      case HOSTS -> mapping(node, item -> split(item, item.text().contains("=") ? "=" : ":"));
      case NAMES -> mapping(node, item -> Map.entry(item.text(), empty(item.position())));
      case DEPENDENCIES -> mapping(node, Forms::started);
      case BUILD ->
          node instanceof Scalar scalar
              ? Mapping.of(
                  scalar.position(), Map.of("context", new Entry(scalar.position(), scalar)))
              : node;
      case DEEP, REPLACE, BY_TARGET, LOGGING, HEALTH_CHECK -> node;
    };
  }

  /** The entries of both, a later one at the place of the earlier one with its target. */
  static Sequence byTarget(Sequence base, Sequence over) {
    Map<String, YamlNode> items = new LinkedHashMap<>();
    for (Sequence list : List.of(base, over)) {
      for (YamlNode item : list.items()) {
        // What has no target is a problem of its own, to be kept until it is read.
        items.put(target(item).orElse("#" + items.size()), item);
      }
    }
    return Sequence.of(base.position(), new ArrayList<>(items.values()));
  }

  private static Optional<String> target(YamlNode item) {
    if (item instanceof Scalar scalar) {
      String[] parts = scalar.text().split(":", -1);
      return Optional.of(withoutSlash(parts[parts.length == 1 ? 0 : 1]));
    }
    if (item instanceof Mapping mapping) {
      @Nullable Entry named = mapping.entries().get("target");
      @Nullable Entry entry = named == null ? mapping.entries().get("source") : named;
      return Optional.ofNullable(entry).map(e -> withoutSlash(Overlay.text(e.value())));
    }
    return Optional.empty();
  }

  private static String withoutSlash(String path) {
    return path.replaceFirst("(?<=.)/+$", "");
  }

  /** A list as a mapping; as it is if any of its items is no text that can be read. */
  private static YamlNode mapping(
      YamlNode node, Function<Scalar, Map.Entry<String, YamlNode>> entry) {
    if (!(node instanceof Sequence list)) {
      return node;
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof Scalar text) || text.isUnknown()) {
        return node;
      }
      Map.Entry<String, YamlNode> one = entry.apply(text);
      entries.put(one.getKey(), new Entry(text.position(), one.getValue()));
    }
    return Mapping.of(list.position(), entries);
  }

  private static Map.Entry<String, YamlNode> split(Scalar item, String separator) {
    int at = item.text().indexOf(separator);
    return at < 0
        ? Map.entry(item.text(), empty(item.position()))
        : Map.entry(
            item.text().substring(0, at),
            new Scalar(item.position(), item.text().substring(at + 1), Kind.STRING));
  }

  private static Map.Entry<String, YamlNode> started(Scalar item) {
    Scalar condition = new Scalar(item.position(), "service_started", Kind.STRING);
    return Map.entry(
        item.text(),
        Mapping.of(item.position(), Map.of("condition", new Entry(item.position(), condition))));
  }

  private static Scalar empty(Position position) {
    return new Scalar(position, "", Kind.NULL);
  }
}
