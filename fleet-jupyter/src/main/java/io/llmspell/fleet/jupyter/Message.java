package io.llmspell.fleet.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * One message of the Jupyter messaging protocol. Its JSON parts are kept whole, unknown fields
 * included, since a reply has to echo the header it answers. Nodes and arrays are shared, not
 * copied: treat them as read-only.
 *
 * @param identities ZeroMQ routing frames in front of the message; on iopub the topic
 * @param header who sent what, when
 * @param parentHeader the header of the message that caused this one, or an empty object
 * @param buffers raw frames after the content, usually none
 */
public record Message(
    List<byte[]> identities,
    ObjectNode header,
    ObjectNode parentHeader,
    ObjectNode metadata,
    ObjectNode content,
    List<byte[]> buffers) {

  /** Under which everything is sent here. */
  static final String USERNAME = "fleet";

  /** The version of the protocol that is spoken here. */
  public static final String PROTOCOL_VERSION = "5.3";

  public Message {
    identities = List.copyOf(identities);
    buffers = List.copyOf(buffers);
  }

  /** A message that nothing has caused, with a fresh id, sent now. */
  public static Message request(String session, String type, ObjectNode content) {
    return new Message(List.of(), header(session, type), object(), object(), content, List.of());
  }

  /** The answer to this message, to be sent back the way it came. */
  public Message reply(String session, String type, ObjectNode content) {
    return new Message(identities, header(session, type), header, object(), content, List.of());
  }

  /** Something to publish because of this message; the topic of iopub messages is their type. */
  public Message publication(String session, String type, ObjectNode content) {
    return new Message(
        List.of(type.getBytes(UTF_8)), header(session, type), header, object(), content, List.of());
  }

  /** An empty JSON object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** For example {@code execute_request}; empty if the header does not say. */
  public String type() {
    return header.path("msg_type").asText();
  }

  /** The message's unique id; empty if the header does not say. */
  public String id() {
    return header.path("msg_id").asText();
  }

  /** The id of the message that caused this one; empty if none did. */
  public String parentId() {
    return parentHeader.path("msg_id").asText();
  }

  /** The sender's session; empty if the header does not say. */
  public String session() {
    return header.path("session").asText();
  }

  /** Type and id: content may hold what belongs in no log. */
  @Override
  public String toString() {
    return "Message[" + type() + " " + id() + "]";
  }

  private static ObjectNode header(String session, String type) {
    return object()
        .put("msg_id", UUID.randomUUID().toString())
        .put("session", session)
        .put("username", USERNAME)
        .put("date", Instant.now().truncatedTo(ChronoUnit.MICROS).toString())
        .put("msg_type", type)
        .put("version", PROTOCOL_VERSION);
  }
}
