package io.llmspell.fleet.compose.yaml;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.yaml.YamlNode.Entry;
import io.llmspell.fleet.compose.yaml.YamlNode.Kind;
import io.llmspell.fleet.compose.yaml.YamlNode.Mapping;
import io.llmspell.fleet.compose.yaml.YamlNode.Scalar;
import io.llmspell.fleet.compose.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one file, or one service, over another, as the Compose Specification has it. What is of two
 * kinds that can't be put together is a problem of the later one.
 */
public final class Overlay {
  private static final String SERVICES = "services";

  private final Place place;

  private Overlay(Place place) {
    this.place = place;
  }

  /** A whole file over another. */
  public static Value ofFiles(Value base, Value over) {
    return over.isEmpty() ? base : base.replacedBy(new Overlay(over.place()).files(base, over));
  }

  /** A service over the one that it extends. */
  public static Value ofServices(Value base, Value over) {
    Overlay overlay = new Overlay(over.place());
    return over.replacedBy(overlay.merge(base.node(), over.node(), MergeRule.DEEP, ""));
  }

  private YamlNode files(Value base, Value over) {
    if (!(base.node() instanceof Mapping below && over.node() instanceof Mapping above)) {
      return merge(base.node(), over.node(), MergeRule.DEEP, "");
    }
    Map<String, Entry> entries = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (key, entry) ->
                entries.merge(
                    key, entry, (b, o) -> key.equals(SERVICES) ? services(b, o) : top(key, b, o)));
    return Mapping.of(below.position(), entries);
  }

  private Entry top(String key, Entry base, Entry over) {
    // Names at the top are never those of services' keys.
    return entry("top " + key, MergeRule.DEEP, base, over);
  }

  private Entry services(Entry base, Entry over) {
    if (!(base.value() instanceof Mapping below && over.value() instanceof Mapping above)) {
      return top(SERVICES, base, over);
    }
    Map<String, Entry> entries = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (name, entry) ->
                entries.merge(
                    name,
                    entry,
                    (b, o) ->
                        new Overlay(place.key(SERVICES, over.key()).key(name, o.key()))
                            .entry("", MergeRule.DEEP, b, o)));
    return new Entry(base.key(), Mapping.of(below.position(), entries));
  }

  private Entry entry(String path, MergeRule rule, Entry base, Entry over) {
    YamlNode merged = merge(base.value(), over.value(), rule, path);
    // A complaint about what is put together of both begins where it was said last.
    return new Entry(over.key(), merged);
  }

  private YamlNode merge(YamlNode base, YamlNode over, MergeRule rule, String path) {
    if (rule == MergeRule.REPLACE || isUnknown(over) || isUnknown(base)) {
      return over;
    }
    if (isNull(over)) {
      return base instanceof Scalar ? over : base;
    }
    if (isNull(base)) {
      return over;
    }
    YamlNode below = Forms.common(base, rule);
    YamlNode above = Forms.common(over, rule);
    if (below instanceof Mapping b && above instanceof Mapping o) {
      return mappings(b, o, rule, path);
    }
    if (below instanceof Sequence b && above instanceof Sequence o) {
      return rule == MergeRule.BY_TARGET ? Forms.byTarget(b, o) : joined(b, o);
    }
    if (below instanceof Scalar && above instanceof Scalar) {
      return over;
    }
    Place key = path.isEmpty() ? place : place.key(path.replaceFirst("^top ", ""), over.position());
    key.problem("is " + over.described() + ", but " + base.described() + " in " + base.position());
    return over;
  }

  private YamlNode mappings(Mapping base, Mapping over, MergeRule rule, String path) {
    Map<String, Entry> entries = new LinkedHashMap<>(base.entries());
    if (rule == MergeRule.LOGGING && changes(base, over, "driver")) {
      entries.remove("options");
    }
    if (rule == MergeRule.HEALTH_CHECK && over.entries().containsKey("disable")) {
      return over;
    }
    if (rule == MergeRule.HEALTH_CHECK && over.entries().containsKey("test")) {
      entries.remove("disable");
    }
    over.entries()
        .forEach(
            (key, entry) -> {
              String below = path.isEmpty() ? key : path + "." + key;
              entries.merge(key, entry, (b, o) -> entry(below, MergeRule.of(below), b, o));
            });
    return Mapping.of(base.position(), entries);
  }

  private static boolean changes(Mapping base, Mapping over, String key) {
    @Nullable Entry now = over.entries().get(key);
    @Nullable Entry before = base.entries().get(key);
    return now != null && before != null && !text(now.value()).equals(text(before.value()));
  }

  private static Sequence joined(Sequence base, Sequence over) {
    List<YamlNode> items = new ArrayList<>(base.items());
    Set<Object> known = new HashSet<>();
    base.items().forEach(item -> known.add(content(item)));
    over.items().stream().filter(item -> known.add(content(item))).forEach(items::add);
    return Sequence.of(base.position(), items);
  }

  /** What two entries have in common that say the same in different places. */
  private static Object content(YamlNode node) {
    if (node instanceof Mapping mapping) {
      Map<String, Object> content = new HashMap<>();
      mapping.entries().forEach((key, entry) -> content.put(key, content(entry.value())));
      return content;
    }
    if (node instanceof Sequence list) {
      return list.items().stream().map(Overlay::content).toList();
    }
    return text(node);
  }

  static String text(YamlNode node) {
    return node instanceof Scalar scalar ? scalar.text() : "";
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NULL;
  }

  private static boolean isUnknown(YamlNode node) {
    return node instanceof Scalar scalar && scalar.isUnknown();
  }
}
