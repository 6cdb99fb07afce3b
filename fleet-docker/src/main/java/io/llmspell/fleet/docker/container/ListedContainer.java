package io.llmspell.fleet.docker.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A container as the engine lists it, {@code GET /containers/json}. What the engine does not say is
 * empty.
 *
 * @param state one word: {@code running}
 * @param status for people: {@code Up 2 minutes (healthy)}
 * @param networks by name
 */
public record ListedContainer(
    String id,
    String name,
    String imageId,
    Instant created,
    String state,
    String status,
    Map<String, String> labels,
    List<Port> ports,
    Map<String, Network> networks) {
  public ListedContainer {
    labels = ImmutableMap.copyOf(labels);
    ports = List.copyOf(ports);
    networks = ImmutableMap.copyOf(networks);
  }

  /** Reads one element of the list. */
  public static ListedContainer of(JsonNode json) {
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    json.path("Labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    ImmutableMap.Builder<String, Network> networks = ImmutableMap.builder();
    json.path("NetworkSettings")
        .path("Networks")
        .properties()
        .forEach(n -> networks.put(n.getKey(), Network.of(n.getValue())));
    return new ListedContainer(
        text(json, "Id"),
        nameWithoutSlash(json.path("Names").path(0).asText("")),
        text(json, "ImageID"),
        Instant.ofEpochSecond(json.path("Created").asLong()),
        text(json, "State"),
        text(json, "Status"),
        labels.build(),
        Streams.stream(json.path("Ports")).map(Port::of).toList(),
        networks.build());
  }

  private static String nameWithoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText("");
  }

  /**
   * A port of the container.
   *
   * @param ip the host's address that it is published on
   * @param outside the port there; 0 if it is not published
   */
  public record Port(String ip, int inside, int outside) {
    private static Port of(JsonNode json) {
      return new Port(
          text(json, "IP"), json.path("PrivatePort").asInt(), json.path("PublicPort").asInt());
    }
  }

  /**
   * How it is joined to a network.
   *
   * @param prefixLength of the network's subnet, 0 if there is none
   */
  public record Network(String gateway, String ipAddress, int prefixLength) {
    private static Network of(JsonNode json) {
      return new Network(
          text(json, "Gateway"), text(json, "IPAddress"), json.path("IPPrefixLen").asInt());
    }

    /** The subnet that it is in. */
    String subnet() {
      return ipAddress + "/" + prefixLength;
    }
  }
}
