package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/**
 * Something that a request may say behind the question mark, in its path, or in a header.
 *
 * @param schema of text
 */
public record Parameter(In in, String name, Schema schema, String description) {

  /** Where it is said. */
  public enum In {
    PATH,
    QUERY,
    HEADER
  }

  /** What is wrong with a value, if anything is. */
  Optional<String> fault(String value) {
    return schema.fault("'" + name + "'", TextNode.valueOf(value));
  }
}
