package io.llmspell.fleet.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.model.ConnectionInfo;
import java.io.IOException;
import java.util.Optional;

/**
 * The content of Jupyter connection files. No failure's message holds what the file says beyond the
 * name of a field, since the file holds a key.
 */
public final class ConnectionFiles {
  private ConnectionFiles() {}

  /** As a file's content: JSON in UTF-8, with the key in it. */
  public static byte[] encode(ConnectionInfo connection) {
    ObjectNode file =
        Message.object()
            .put("transport", "tcp")
            .put("ip", connection.ip())
            .put("shell_port", connection.shell())
            .put("iopub_port", connection.iopub())
            .put("stdin_port", connection.stdin())
            .put("control_port", connection.control())
            .put("hb_port", connection.heartbeat())
            .put("key", connection.key())
            .put("signature_scheme", connection.signatureScheme());
    connection.kernelName().ifPresent(name -> file.put("kernel_name", name));
    return JsonText.writePretty(file);
  }

  /**
   * Reads a file's content. A missing {@code transport} means tcp, a missing {@code
   * signature_scheme} hmac-sha256, as in jupyter_client.
   *
   * @throws FleetException with {@code INVALID_FILE}, if it is not a complete connection file, or
   *     one with another transport or signature scheme
   */
  public static ConnectionInfo decode(byte[] content) {
    JsonNode file = parse(content);
    only(file, "transport", "tcp");
    only(file, "signature_scheme", ConnectionInfo.HMAC_SHA256);
    return new ConnectionInfo(
        text(file, "ip"),
        port(file, "shell_port"),
        port(file, "iopub_port"),
        port(file, "stdin_port"),
        port(file, "control_port"),
        port(file, "hb_port"),
        key(file),
        ConnectionInfo.HMAC_SHA256,
        file.path("kernel_name").isTextual()
            ? Optional.of(file.path("kernel_name").textValue()).filter(name -> !name.isEmpty())
            : Optional.empty());
  }

  private static ObjectNode parse(byte[] content) {
    try {
      if (JsonText.read(content) instanceof ObjectNode file) {
        return file;
      }
    } catch (IOException e) {
      throw invalid("it is not complete JSON; perhaps the kernel is still writing it");
    }
    throw invalid(
        content.length == 0
            ? "it is empty; perhaps the kernel is still writing it"
            : "it is not a JSON object");
  }

  private static void only(JsonNode file, String field, String value) {
    JsonNode found = file.path(field);
    if (!found.isMissingNode() && !found.asText().equals(value)) {
      throw invalid(field + " is not " + value + ", the only one supported");
    }
  }

  private static String text(JsonNode file, String field) {
    String text = file.path(field).isTextual() ? file.path(field).textValue() : "";
    if (text.isBlank()) {
      throw invalid(field + " is missing or not a text");
    }
    return text;
  }

  private static String key(JsonNode file) {
    if (!file.path("key").isTextual()) {
      throw invalid("key is missing or not a text (an empty text means unsigned messages)");
    }
    return file.path("key").textValue();
  }

  private static int port(JsonNode file, String field) {
    JsonNode port = file.path(field);
    if (!port.isIntegralNumber() || !port.canConvertToInt()) {
      throw invalid(field + " is missing or not a whole number");
    }
    if (port.intValue() < 1 || port.intValue() > 65_535) {
      throw invalid(field + " is not a port from 1 to 65535");
    }
    return port.intValue();
  }

  private static FleetException invalid(String why) {
    return new FleetException(ErrorCode.INVALID_FILE, "This is no Jupyter connection file: " + why);
  }
}
