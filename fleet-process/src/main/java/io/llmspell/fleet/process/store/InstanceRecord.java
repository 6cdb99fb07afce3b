package io.llmspell.fleet.process.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What is written down of an instance before it is started, and never changes.
 *
 * @param labels as {@link io.llmspell.fleet.label.Labels} makes them; no secret
 * @param imageId what the image's name stood for
 * @param stopSignal by which it is asked to end, such as {@code SIGTERM}
 * @param grace how long it may take then
 * @param outOfMemoryExit the code with which its program ends when it has no memory left
 */
public record InstanceRecord(
    Map<String, String> labels,
    String imageId,
    Instant createdAt,
    String stopSignal,
    Duration grace,
    OptionalInt outOfMemoryExit) {
  public InstanceRecord {
    labels = Map.copyOf(labels);
  }

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode names = json.putObject("labels");
    new TreeMap<>(labels).forEach(names::put);
    json.put("image_id", imageId);
    json.put("created_at", createdAt.toString());
    json.put("stop_signal", stopSignal);
    json.put("stop_grace_ms", grace.toMillis());
    outOfMemoryExit.ifPresent(code -> json.put("out_of_memory_exit", code));
    return json;
  }

  /**
   * Reads what {@link #toJson} has written.
   *
   * @return empty if it is something else
   */
  static Optional<InstanceRecord> of(JsonNode json) {
    if (!json.path("labels").isObject() || !json.hasNonNull("created_at")) {
      return Optional.empty();
    }
    Map<String, String> labels = new TreeMap<>();
    json.path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    JsonNode exit = json.path("out_of_memory_exit");
    return Optional.of(
        new InstanceRecord(
            labels,
            json.path("image_id").asText(),
            Instant.parse(json.path("created_at").asText()),
            json.path("stop_signal").asText(),
            Duration.ofMillis(json.path("stop_grace_ms").asLong()),
            exit.isInt() ? OptionalInt.of(exit.intValue()) : OptionalInt.empty()));
  }
}
