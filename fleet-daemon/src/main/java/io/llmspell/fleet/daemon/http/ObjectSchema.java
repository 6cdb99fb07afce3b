package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object that has just these fields; one that is unknown is refused by its name. */
public final class ObjectSchema implements Schema {
  private final String name;
  private final Map<String, Field> fields;

  private record Field(Schema schema, boolean required, String description) {}

  private ObjectSchema(String name, Map<String, Field> fields) {
    this.name = name;
    this.fields = fields;
  }

  /**
   * One without fields.
   *
   * @param name what it is called where it is described
   */
  public static ObjectSchema named(String name) {
    return new ObjectSchema(name, Map.of());
  }

  /** The same with a field that has to be there. */
  public ObjectSchema with(String field, Schema schema, String description) {
    return and(field, new Field(schema, true, description));
  }

  /** The same with a field that may be there. */
  public ObjectSchema optional(String field, Schema schema, String description) {
    return and(field, new Field(schema, false, description));
  }

  private ObjectSchema and(String field, Field added) {
    Map<String, Field> all = new LinkedHashMap<>(fields);
    all.put(field, added);
    return new ObjectSchema(name, all);
  }

  @Override
  public ObjectNode describe(Map<String, ObjectNode> named) {
    if (!named.containsKey(name)) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      named.put(name, node);
      describeIn(node, named);
    }
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  private void describeIn(ObjectNode node, Map<String, ObjectNode> named) {
    node.put("type", "object");
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    fields.forEach(
        (field, content) -> {
          ObjectNode described = content.schema().describe(named);
          if (!content.description().isEmpty()) {
            described.put("description", content.description());
          }
          properties.set(field, described);
          if (content.required()) {
            required.add(field);
          }
        });
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    node.put("additionalProperties", false);
  }

  @Override
  public Optional<String> fault(String at, JsonNode value) {
    if (!value.isObject()) {
      return Optional.of(at + " has to be an object");
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!fields.containsKey(entry.getKey())) {
        return Optional.of(
            at
                + " has no field '"
                + shortened(entry.getKey())
                + "'; there are "
                + String.join(", ", List.copyOf(fields.keySet())));
      }
    }
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      JsonNode content = value.get(field.getKey());
      if (content != null) {
        Optional<String> fault =
            field.getValue().schema().fault("'" + field.getKey() + "'", content);
        if (fault.isPresent()) {
          return fault;
        }
      } else if (field.getValue().required()) {
        return Optional.of(at + " lacks the field '" + field.getKey() + "'");
      }
    }
    return Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
