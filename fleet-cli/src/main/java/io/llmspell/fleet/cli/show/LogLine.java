package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.nio.charset.StandardCharsets;

/** What an instance has printed, in one line. */
public final class LogLine {
  private LogLine() {}

  /**
   * For people.
   *
   * @param width of the names before the lines; 0 for no name
   */
  public static String text(Instance instance, Line line, int width) {
    String name = instance.name();
    return width == 0
        ? line.text()
        : name + " ".repeat(Math.max(0, width - name.length())) + " | " + line.text();
  }

  /** An object. */
  public static String json(Instance instance, Line line) {
    ObjectNode node = Json.NODES.objectNode();
    node.put("name", instance.name())
        .put("id", instance.id().value())
        .put("stream", line.error() ? "stderr" : "stdout")
        .put("line", line.text());
    return new String(JsonText.write(node), StandardCharsets.UTF_8);
  }
}
