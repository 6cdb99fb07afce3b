package io.llmspell.fleet.compose.yaml;

import com.google.common.math.LongMath;
import io.llmspell.fleet.compose.problem.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML value and where it stands. Aliases share the node of their anchor, so that this is a graph
 * without cycles rather than a tree: never walk it without the bound that {@link #size()} gives.
 */
sealed interface YamlNode {
  /** Of the anchor, for what an alias stands for. */
  Position position();

  /**
   * How many nodes there are with every alias expanded, this one included; at most {@link
   * Long#MAX_VALUE}.
   */
  long size();

  /** What to call it in a message, such as {@code a list}. */
  String described();

  /** Keys and values, in the order of the file. */
  record Mapping(Position position, Map<String, Entry> entries, long size) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    static Mapping of(Position position, Map<String, Entry> entries) {
      long size = 1;
      for (Entry entry : entries.values()) {
        size = LongMath.saturatedAdd(size, entry.value().size());
      }
      return new Mapping(position, entries, size);
    }

    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** One key and its value. */
  record Entry(Position key, YamlNode value) {}

  /** Items. */
  record Sequence(Position position, List<YamlNode> items, long size) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    static Sequence of(Position position, List<YamlNode> items) {
      long size = 1;
      for (YamlNode item : items) {
        size = LongMath.saturatedAdd(size, item.size());
      }
      return new Sequence(position, items, size);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** A text as written, with its variables replaced. */
  record Scalar(Position position, String text, Kind kind) implements YamlNode {
    boolean isUnknown() {
      return kind == Kind.UNKNOWN;
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public String described() {
      return switch (kind) {
        case STRING -> "the text '" + text + "'";
        case NUMBER -> "the number " + text;
        case BOOLEAN -> "the truth value " + text;
        case NULL -> "empty";
        case UNKNOWN -> "unreadable";
      };
    }
  }

  /** What YAML takes a scalar for. */
  enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    /**
     * Nothing can be said of it but what is wrong, which its text is; with none it had its problem
     * already.
     */
    UNKNOWN
  }
}
