package io.llmspell.fleet.docker.container;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the fleet has to know of an image.
 *
 * @param user the user that it runs as; empty for root
 */
public record ImageFacts(String id, String user) {

  /** From {@code GET /images/NAME/json}. */
  public static ImageFacts of(JsonNode image) {
    return new ImageFacts(image.path("Id").asText(), image.path("Config").path("User").asText(""));
  }

  /** Whether the image says that its program is not to be root. */
  boolean hasOwnUser() {
    String name = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
    return !name.isEmpty() && !name.equals("0") && !name.equals("root");
  }
}
