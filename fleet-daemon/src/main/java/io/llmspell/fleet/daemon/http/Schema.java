package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a JSON value has to be: described to others, and asked of what they send. */
public interface Schema {

  /**
   * As JSON Schema has it.
   *
   * @param named takes up the schemas that have a name, which are only referred to
   */
  ObjectNode describe(Map<String, ObjectNode> named);

  /**
   * What is wrong with a value, if anything is.
   *
   * @param at where the value is, for the text
   */
  Optional<String> fault(String at, JsonNode value);

  /** Any text of so many characters at most. */
  static Schema text(int longest) {
    return new Text(longest, Optional.empty());
  }

  /** Any text that the fleet itself writes. */
  static Schema text() {
    return new Text(Integer.MAX_VALUE, Optional.empty());
  }

  /** Text that matches a pattern as a whole. */
  static Schema text(int longest, String pattern) {
    return new Text(longest, Optional.of(Pattern.compile(pattern)));
  }

  /** One of these words. */
  static Schema oneOf(List<String> words) {
    return new Choice(List.copyOf(words));
  }

  /** A number without a fraction, from one to another. */
  static Schema whole(long least, long most) {
    return new Whole(least, most);
  }

  /** Any number. */
  static Schema number() {
    return new Simple("number", JsonNode::isNumber);
  }

  /** True or false. */
  static Schema truth() {
    return new Simple("boolean", JsonNode::isBoolean);
  }

  /** Nothing but null. */
  static Schema nothing() {
    return new Simple("null", JsonNode::isNull);
  }

  /** This, or null where it is not known. */
  static Schema maybe(Schema schema) {
    return new Either(List.of(schema, nothing()), "or null");
  }

  /** One of these. */
  static Schema either(Schema... schemas) {
    return new Either(List.of(schemas), "or something else of the described");
  }

  /** So many of them at most. */
  static Schema listOf(Schema each, int most) {
    return new ListOf(each, most);
  }

  /** Values under names that nobody knows beforehand, so many at most. */
  static Schema mapOf(Schema each, int most) {
    return new MapOf(each, most);
  }

  /** Text. */
  record Text(int longest, Optional<Pattern> pattern) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      ObjectNode node = typed("string");
      if (longest < Integer.MAX_VALUE) {
        node.put("maxLength", longest);
      }
      pattern.ifPresent(p -> node.put("pattern", "^(" + p.pattern() + ")$"));
      return node;
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      if (!value.isTextual()) {
        return Optional.of(at + " has to be text");
      }
      String text = value.textValue();
      if (text.length() > longest) {
        return Optional.of(at + " may have " + longest + " characters");
      }
      return pattern.filter(p -> !p.matcher(text).matches()).map(p -> at + " has to match " + p);
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      ObjectNode node = typed("string");
      ArrayNode all = node.putArray("enum");
      words.forEach(all::add);
      return node;
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      return value.isTextual() && words.contains(value.textValue())
          ? Optional.empty()
          : Optional.of(at + " has to be one of " + String.join(", ", words));
    }
  }

  /** A number without a fraction. */
  record Whole(long least, long most) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      return typed("integer").put("minimum", least).put("maximum", most);
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      boolean fits =
          value.isIntegralNumber()
              && value.canConvertToLong()
              && value.longValue() >= least
              && value.longValue() <= most;
      return fits
          ? Optional.empty()
          : Optional.of(at + " has to be a whole number from " + least + " to " + most);
    }
  }

  /** What its type says all about. */
  record Simple(String type, java.util.function.Predicate<JsonNode> fits) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      return typed(type);
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      return fits.test(value) ? Optional.empty() : Optional.of(at + " has to be a " + type);
    }
  }

  /** One of several. */
  record Either(List<Schema> schemas, String otherwise) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      ArrayNode all = node.putArray("anyOf");
      schemas.forEach(schema -> all.add(schema.describe(named)));
      return node;
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      return schemas.stream().anyMatch(schema -> schema.fault(at, value).isEmpty())
          ? Optional.empty()
          : schemas.get(0).fault(at, value).map(fault -> fault + ", " + otherwise);
    }
  }

  /** Several of a kind. */
  record ListOf(Schema each, int most) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      ObjectNode node = typed("array");
      node.set("items", each.describe(named));
      return most < Integer.MAX_VALUE ? node.put("maxItems", most) : node;
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      if (!value.isArray() || value.size() > most) {
        return Optional.of(at + " has to be an array of " + most + " at most");
      }
      for (int i = 0; i < value.size(); i++) {
        Optional<String> fault = each.fault(at + "[" + i + "]", value.get(i));
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }
  }

  /** Values under any names. */
  record MapOf(Schema each, int most) implements Schema {
    @Override
    public ObjectNode describe(Map<String, ObjectNode> named) {
      ObjectNode node = typed("object");
      node.set("additionalProperties", each.describe(named));
      return most < Integer.MAX_VALUE ? node.put("maxProperties", most) : node;
    }

    @Override
    public Optional<String> fault(String at, JsonNode value) {
      if (!value.isObject() || value.size() > most) {
        return Optional.of(at + " has to be an object of " + most + " values at most");
      }
      return value.properties().stream()
          .flatMap(e -> each.fault(at + "." + e.getKey(), e.getValue()).stream())
          .findFirst();
    }
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
