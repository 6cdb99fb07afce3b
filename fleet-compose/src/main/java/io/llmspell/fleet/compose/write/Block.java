package io.llmspell.fleet.compose.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One mapping of a file that is being written, its keys in alphabetical order. Dollar signs in
 * values are doubled, since whoever reads the file replaces variables in them.
 */
final class Block {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, JsonNode> entries = new TreeMap<>();

  /** Blocks by their names. */
  static Block of(Map<String, Block> blocks) {
    Block all = new Block();
    blocks.forEach(all::block);
    return all;
  }

  Block text(String key, Object value) {
    return node(key, textNode(value.toString()));
  }

  /** Left out if absent, as everything absent is. */
  Block text(String key, Optional<?> value) {
    value.ifPresent(v -> text(key, v));
    return this;
  }

  Block texts(String key, List<String> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(textNode(value)));
    return node(key, array);
  }

  Block texts(String key, Optional<List<String>> values) {
    values.ifPresent(v -> texts(key, v));
    return this;
  }

  /** Left out if there is none. */
  Block pairs(String key, Map<String, String> values) {
    Block pairs = new Block();
    values.forEach(pairs::text);
    return blockUnlessEmpty(key, pairs);
  }

  Block number(String key, int value) {
    return node(key, NODES.numberNode(value));
  }

  Block number(String key, Optional<Integer> value) {
    value.ifPresent(v -> number(key, v));
    return this;
  }

  Block number(String key, BigDecimal value) {
    return node(key, NODES.numberNode(value));
  }

  Block truth(String key, Optional<Boolean> value) {
    value.ifPresent(v -> node(key, NODES.booleanNode(v)));
    return this;
  }

  /** Left out if it does not hold. */
  Block flag(String key, boolean holds) {
    return holds ? node(key, NODES.booleanNode(true)) : this;
  }

  /** A key with nothing after it. */
  Block bare(String key) {
    return node(key, NODES.nullNode());
  }

  Block block(String key, Block value) {
    return node(key, value.toNode());
  }

  Block blockUnlessEmpty(String key, Block value) {
    return value.entries.isEmpty() ? this : block(key, value);
  }

  Block blocks(String key, List<Block> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(value.toNode()));
    return node(key, array);
  }

  ObjectNode toNode() {
    ObjectNode node = NODES.objectNode();
    node.setAll(entries);
    return node;
  }

  private Block node(String key, JsonNode value) {
    entries.put(key, value);
    return this;
  }

  private static JsonNode textNode(String text) {
    return NODES.textNode(text.replace("$", "$$"));
  }
}
