package io.llmspell.fleet.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of an execution.
 *
 * @param reply the content of the {@code execute_reply}
 * @param outputs everything published because of it, in order, states included
 */
public record Execution(ObjectNode reply, List<Message> outputs) {

  public Execution {
    outputs = List.copyOf(outputs);
  }

  /** {@code ok}, {@code error} or {@code aborted}. */
  public String status() {
    return reply.path("status").asText();
  }

  /** The number of the cell. */
  public int executionCount() {
    return reply.path("execution_count").asInt();
  }

  /** All that was written to standard output. */
  public String stdout() {
    return stream("stdout");
  }

  /** All that was written to standard error. */
  public String stderr() {
    return stream("stderr");
  }

  /** The value of the cell as plain text, if it has one. */
  public Optional<String> result() {
    return contents("execute_result").stream()
        .map(content -> content.path("data").path("text/plain"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst();
  }

  /** The name and the text of the error, joined by a colon, if it failed. */
  public Optional<String> error() {
    return contents("error").stream()
        .map(content -> content.path("ename").asText() + ": " + content.path("evalue").asText())
        .findFirst();
  }

  /** The contents of everything published under one message type, in order. */
  public List<ObjectNode> contents(String type) {
    return outputs.stream()
        .filter(message -> message.type().equals(type))
        .map(Message::content)
        .toList();
  }

  private String stream(String name) {
    StringBuilder text = new StringBuilder();
    for (ObjectNode content : contents("stream")) {
      if (content.path("name").asText().equals(name)) {
        text.append(content.path("text").asText());
      }
    }
    return text.toString();
  }

  /** Gathers messages until both the reply and the state idle have come, in either order. */
  static final class Collector {
    private final String id;
    private final List<Message> outputs = new ArrayList<>();
    private Optional<ObjectNode> reply = Optional.empty();
    private boolean idle;

    Collector(String id) {
      this.id = id;
    }

    void add(Message message) {
      if (!message.parentId().equals(id)) {
        return;
      }
      if (message.type().equals("execute_reply")) {
        reply = Optional.of(message.content());
        return;
      }
      outputs.add(message);
      idle |=
          message.type().equals("status")
              && message.content().path("execution_state").asText().equals("idle");
    }

    boolean isComplete() {
      return idle && reply.isPresent();
    }

    Execution result() {
      return new Execution(reply.orElseThrow(), outputs);
    }
  }
}
