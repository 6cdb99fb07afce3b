package io.llmspell.fleet.docker.container;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A container as the engine lists it, {@code GET /containers/json}. */
final class Listed {
  static final long CREATED = 1_700_000_000L;

  private static final ObjectMapper WIRE = new ObjectMapper();

  private final ObjectNode json = WIRE.createObjectNode();

  Listed(Map<String, String> labels, String state, String status) {
    json.put("Id", "f00dfeed").put("ImageID", "sha256:1").put("Created", CREATED);
    json.put("State", state).put("Status", status);
    json.putArray("Names").add("/demo-lua-1");
    ObjectNode labelled = json.putObject("Labels");
    labels.forEach(labelled::put);
    json.putArray("Ports");
    json.putObject("NetworkSettings").putObject("Networks");
  }

  Listed exposing(int port) {
    json.withArray("Ports").addObject().put("PrivatePort", port).put("Type", "tcp");
    return this;
  }

  Listed publishing(String ip, int inside, int outside) {
    json.withArray("Ports")
        .addObject()
        .put("IP", ip)
        .put("PrivatePort", inside)
        .put("PublicPort", outside)
        .put("Type", "tcp");
    return this;
  }

  Listed on(String network, String gateway, String ip) {
    return on(network, gateway, ip, 0);
  }

  Listed on(String network, String gateway, String ip, int prefixLength) {
    ObjectNode networks = (ObjectNode) json.at("/NetworkSettings/Networks");
    networks
        .putObject(network)
        .put("Gateway", gateway)
        .put("IPAddress", ip)
        .put("IPPrefixLen", prefixLength);
    return this;
  }

  ListedContainer build() {
    return ListedContainer.of(json);
  }

  /** How it ended, the {@code State} of {@code GET /containers/ID/json}. */
  static JsonNode state(String text) {
    try {
      return WIRE.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
