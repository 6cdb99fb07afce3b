package io.llmspell.fleet.process.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.Optional;

/**
 * A claim as it is written down.
 *
 * @param nonce what no other has
 * @param maker the process that took it, see {@link io.llmspell.fleet.label.Maker}
 */
public record StoredClaim(Claim claim, String nonce, Instant since, String maker) {

  /** Its file's name: one claim a place. */
  public String name() {
    return "claim-" + claim.kernel() + "-" + claim.place();
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("project", claim.project().value())
        .put("kernel", claim.kernel().value())
        .put("place", claim.place())
        .put("places", claim.places())
        .put("holder", claim.holder())
        .put("nonce", nonce)
        .put("since", since.toString())
        .put("maker", maker);
  }

  static Optional<StoredClaim> of(JsonNode json) {
    return json.path("place").isInt()
        ? Optional.of(
            new StoredClaim(
                new Claim(
                    new ProjectName(json.path("project").asText()),
                    new InstanceId(json.path("kernel").asText()),
                    json.path("place").intValue(),
                    json.path("places").intValue(),
                    json.path("holder").asText()),
                json.path("nonce").asText(),
                Instant.parse(json.path("since").asText()),
                json.path("maker").asText()))
        : Optional.empty();
  }
}
