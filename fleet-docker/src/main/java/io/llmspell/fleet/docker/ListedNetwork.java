package io.llmspell.fleet.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A network as the engine lists it, {@code GET /networks}.
 *
 * @param project whose it is; empty if no fleet made it
 * @param maker the process that made it; empty if it does not say
 */
record ListedNetwork(
    String id, String name, Instant created, String project, String maker, List<Subnet> subnets) {

  /** Either may be empty. */
  record Subnet(String addresses, String gateway) {}

  static ListedNetwork of(JsonNode json) {
    JsonNode labels = json.path("Labels");
    return new ListedNetwork(
        json.path("Id").asText(),
        json.path("Name").asText(),
        created(json.path("Created").asText("")),
        labels.path(Labels.PROJECT).asText(""),
        labels.path(Labels.MAKER).asText(""),
        Streams.stream(json.path("IPAM").path("Config"))
            .map(c -> new Subnet(c.path("Subnet").asText(""), c.path("Gateway").asText("")))
            .toList());
  }

  boolean isAFleets() {
    return !project.isEmpty();
  }

  boolean isOf(ProjectName other) {
    return project.equals(other.value());
  }

  Leftover asLeftover() {
    return new Leftover(Leftover.Kind.NETWORK, name, id, created, Maker.stateOf(maker));
  }

  /** Long ago if the engine does not say. */
  private static Instant created(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
