package io.llmspell.fleet.docker.checkup;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import java.util.List;

/**
 * Which versions the engine has and speaks. That none of them will do shows when it is connected
 * to.
 */
record ApiCheck(String engine, String oldest, String newest) implements Check {

  /** Reads {@code GET /version}. */
  static ApiCheck of(JsonNode version) {
    return new ApiCheck(
        version.path("Version").asText(""),
        version.path("MinAPIVersion").asText(""),
        version.path("ApiVersion").asText(""));
  }

  /** Whether it only speaks Docker's language. */
  static boolean isPodman(JsonNode version) {
    return Streams.stream(version.path("Components"))
        .anyMatch(component -> component.path("Name").asText("").startsWith("Podman"));
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public List<Finding> look() {
    return List.of(
        Finding.ok(
            name(),
            "engine "
                + engine
                + " speaks API "
                + (oldest.isEmpty() ? "" : oldest + " to ")
                + newest));
  }
}
