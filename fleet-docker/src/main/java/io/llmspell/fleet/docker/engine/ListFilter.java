package io.llmspell.fleet.docker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import java.net.URLEncoder;

/** What an engine's list is cut down to. */
public final class ListFilter {
  private ListFilter() {}

  /** A part of a query: what has any of the values. */
  public static String of(String key, String... values) {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    ArrayNode wanted = filters.putArray(key);
    for (String value : values) {
      wanted.add(value);
    }
    return "filters=" + URLEncoder.encode(new String(JsonText.write(filters), UTF_8), UTF_8);
  }
}
