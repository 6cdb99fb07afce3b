package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** What happened to an instance, in one line. */
public final class EventLine {
  private EventLine() {}

  /** For people. */
  public static String text(InstanceEvent event) {
    StringBuilder line =
        new StringBuilder(
            "%s %s %s (%s)".formatted(event.at(), event.what(), event.instance(), event.id()));
    new TreeMap<>(event.facts())
        .forEach((fact, value) -> line.append(' ').append(fact).append('=').append(value));
    return line.toString();
  }

  /** An object. */
  public static String json(InstanceEvent event) {
    ObjectNode node = Json.NODES.objectNode();
    node.put("time", event.at().toString())
        .put("action", event.what())
        .put("name", event.instance())
        .put("id", event.id());
    ObjectNode facts = node.putObject("attributes");
    new TreeMap<>(event.facts()).forEach(facts::put);
    return new String(JsonText.write(node), StandardCharsets.UTF_8);
  }
}
