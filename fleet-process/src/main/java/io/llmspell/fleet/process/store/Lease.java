package io.llmspell.fleet.process.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.model.PortBlock;
import java.time.Instant;
import java.util.Optional;

/**
 * The right of one instance to five ports.
 *
 * @param holder the instance's id
 * @param nonce what no other lease has
 * @param maker the process that took it, see {@link io.llmspell.fleet.label.Maker}
 */
public record Lease(
    PortBlock ports, String holder, String project, String nonce, Instant since, String maker) {
  private static final String NAME = "ports-";

  /** Its file's name, and what people call it. */
  public String name() {
    return NAME + ports;
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ports", ports.base())
        .put("holder", holder)
        .put("project", project)
        .put("nonce", nonce)
        .put("since", since.toString())
        .put("maker", maker);
  }

  static Optional<Lease> of(JsonNode json) {
    return json.path("ports").isInt()
        ? Optional.of(
            new Lease(
                new PortBlock(json.path("ports").intValue()),
                json.path("holder").asText(),
                json.path("project").asText(),
                json.path("nonce").asText(),
                Instant.parse(json.path("since").asText()),
                json.path("maker").asText()))
        : Optional.empty();
  }
}
