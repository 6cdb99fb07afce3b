package io.llmspell.fleet.compose.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.math.LongMath;
import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.problem.Position;
import io.llmspell.fleet.compose.problem.Problems;
import io.llmspell.fleet.compose.yaml.YamlNode.Entry;
import io.llmspell.fleet.compose.yaml.YamlNode.Kind;
import io.llmspell.fleet.compose.yaml.YamlNode.Mapping;
import io.llmspell.fleet.compose.yaml.YamlNode.Scalar;
import io.llmspell.fleet.compose.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes nodes of a parser's tokens, replacing variables, aliases and merge keys on the way. */
final class TreeBuilder {
  private final YAMLParser parser;
  private final UnaryOperator<String> interpolation;
  private final Problems problems;
  private final Path folder;
  private final MergeKeys mergeKeys = new MergeKeys();
  private final Map<String, YamlNode> anchors = new HashMap<>();

  TreeBuilder(
      YAMLParser parser, UnaryOperator<String> interpolation, Problems problems, Path folder) {
    this.parser = parser;
    this.interpolation = interpolation;
    this.problems = problems;
    this.folder = folder;
  }

  /** The whole text; nothing but blanks and comments is an empty scalar. */
  YamlNode document() throws IOException {
    if (parser.nextToken() == null) {
      return new Scalar(position(1, 1), "", Kind.NULL);
    }
    YamlNode root = node(new Place(problems, position(), ""));
    if (parser.nextToken() != null) {
      problems.add(position(), "", "a second document begins here; one file holds one fleet");
    }
    return root;
  }

  private YamlNode node(Place place) throws IOException {
    if (parser.isCurrentAlias()) {
      return alias(place);
    }
    checkTag(place);
    @Nullable String anchor = parser.getObjectId();
    YamlNode node =
        switch (parser.currentToken()) {
          case START_OBJECT -> mapping(place);
          case START_ARRAY -> sequence(place);
          default -> scalar(place);
        };
    // Only now, so that a node can't hold itself.
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private YamlNode alias(Place place) throws IOException {
    String name = parser.getText();
    YamlNode target = anchors.get(name);
    if (target != null) {
      return target;
    }
    place.problem("*" + name + " stands for nothing: no &" + name + " ends before it");
    return new Scalar(place.position(), "", Kind.NULL);
  }

  private void checkTag(Place place) throws IOException {
    @Nullable String tag = parser.getTypeId();
    if (tag != null && !tag.startsWith("tag:yaml.org,2002:") && !tag.equals("str")) {
      place.problem("the tag !" + tag + " is not supported");
    }
  }

  private YamlNode mapping(Place place) throws IOException {
    Position start = place.position();
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<Value> merged = new ArrayList<>();
    long size = 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Place key = place.key(parser.currentName(), position());
      String name = parser.currentName();
      parser.nextToken();
      // The place of a scalar is its own, since that is what is wrong with it.
      YamlNode value = node(new Place(problems, position(), key.path()));
      if (name.equals(MergeKeys.KEY)) {
        merged.add(new Value(value, key));
        continue;
      }
      @Nullable Entry before = entries.putIfAbsent(name, new Entry(key.position(), value));
      if (before != null) {
        key.problem("is given twice, first in line " + before.key().line());
      }
      size = LongMath.saturatedAdd(size, value.size());
    }
    size = LongMath.saturatedAdd(size, mergeKeys.merge(merged, entries));
    return new Mapping(start, entries, size);
  }

  private YamlNode sequence(Place place) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      YamlNode item = node(place.item(items.size(), position()));
      items.add(item);
      size = LongMath.saturatedAdd(size, item.size());
    }
    return new Sequence(place.position(), items, size);
  }

  private YamlNode scalar(Place place) throws IOException {
    Kind kind =
        switch (parser.currentToken()) {
          case VALUE_NULL -> Kind.NULL;
          case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
          default -> Kind.STRING;
        };
    if (kind != Kind.STRING) {
      return new Scalar(place.position(), kind == Kind.NULL ? "" : parser.getText(), kind);
    }
    String text = parser.getText();
    try {
      return new Scalar(place.position(), interpolation.apply(text), kind);
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      if (isOfAnExtension(place)) {
        return new Scalar(place.position(), problem, Kind.UNKNOWN);
      }
      place.problem(problem);
      // What a variable would have said can't be judged any further.
      return new Scalar(place.position(), "", Kind.UNKNOWN);
    }
  }

  /** Where a text is anybody's own, and a problem only if somebody uses it. */
  private static boolean isOfAnExtension(Place place) {
    return place.path().startsWith("x-") || place.path().contains(".x-");
  }

  private Position position() {
    JsonLocation at = parser.currentTokenLocation();
    return position(at.getLineNr(), at.getColumnNr());
  }

  private Position position(int line, int column) {
    return new Position(problems.file(), Optional.of(folder), line, column);
  }
}
