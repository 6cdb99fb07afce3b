package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.llmspell.fleet.daemon.access.Principal;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is as its route describes it.
 *
 * @param principal who asks; his role suffices
 * @param path what stands for the names in the route's path
 * @param query parameters behind the question mark
 * @param body missing where the route takes none, or none was sent
 */
public record Call(
    Visit visit,
    Principal principal,
    Map<String, String> path,
    Map<String, String> query,
    JsonNode body) {

  /** What stands for a name in the path. */
  public String at(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow(IllegalArgumentException::new);
  }

  /** A parameter behind the question mark. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** Whether a parameter is {@code true}. */
  public boolean asks(String name) {
    return query(name).filter("true"::equals).isPresent();
  }

  /** A field of the body that is there and not null. */
  public Optional<JsonNode> field(String name) {
    return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
  }

  /** A field of the body that is text. */
  public Optional<String> text(String name) {
    return field(name).map(JsonNode::textValue);
  }

  static JsonNode noBody() {
    return MissingNode.getInstance();
  }
}
