package io.llmspell.fleet.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** A volume as the engine lists it, {@code GET /volumes}, or shows it by itself. */
record ListedVolume(String name, Map<String, String> labels) {
  ListedVolume {
    labels = ImmutableMap.copyOf(labels);
  }

  static ListedVolume of(JsonNode json) {
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    json.path("Labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return new ListedVolume(json.path("Name").asText(), labels.build());
  }
}
