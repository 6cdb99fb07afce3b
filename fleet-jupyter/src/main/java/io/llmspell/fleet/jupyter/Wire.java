package io.llmspell.fleet.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages as ZeroMQ frames and back, signed and checked with one kernel's key: identities, {@code
 * <IDS|MSG>}, signature, header, parent header, metadata, content, buffers, as in "The wire
 * protocol" of the Jupyter messaging documentation. The signature covers the four JSON frames.
 *
 * <p>Immutable and safe to use from several threads.
 */
public final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
  private static final int JSON_FRAMES = 4;

  private final Optional<SecretKeySpec> key;

  /**
   * @param key the connection file's key, used as the bytes of its text; empty means that nothing
   *     is signed or checked
   */
  public Wire(String key) {
    this.key =
        key.isEmpty()
            ? Optional.empty()
            : Optional.of(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
  }

  /** The frames of a message, in the order of sending. */
  public List<byte[]> encode(Message message) {
    List<byte[]> json =
        List.of(
            JsonText.write(message.header()),
            JsonText.write(message.parentHeader()),
            JsonText.write(message.metadata()),
            JsonText.write(message.content()));
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(sign(json));
    frames.addAll(json);
    frames.addAll(message.buffers());
    return frames;
  }

  /**
   * Reads a message from its frames.
   *
   * @throws MalformedMessageException if they are not a message, or one with a signature that this
   *     key did not make
   */
  public Message decode(List<byte[]> frames) throws MalformedMessageException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int firstJson = delimiter + 2;
    if (firstJson + JSON_FRAMES > frames.size()) {
      throw new MalformedMessageException(
          delimiter == frames.size()
              ? "no <IDS|MSG> among " + frames.size() + " frames"
              : "only " + (frames.size() - delimiter - 1) + " frames after <IDS|MSG>");
    }
    List<byte[]> json = frames.subList(firstJson, firstJson + JSON_FRAMES);
    // Bytes that nobody has vouched for are not parsed.
    if (key.isPresent() && !MessageDigest.isEqual(sign(json), frames.get(delimiter + 1))) {
      throw new MalformedMessageException("the signature does not fit the key");
    }
    return new Message(
        frames.subList(0, delimiter),
        object(json.get(0), "header"),
        object(json.get(1), "parent header"),
        object(json.get(2), "metadata"),
        object(json.get(3), "content"),
        frames.subList(firstJson + JSON_FRAMES, frames.size()));
  }

  private byte[] sign(List<byte[]> json) {
    if (key.isEmpty()) {
      return new byte[0];
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.get());
      json.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static ObjectNode object(byte[] frame, String what) throws MalformedMessageException {
    try {
      if (JsonText.read(frame) instanceof ObjectNode node) {
        return node;
      }
    } catch (IOException e) {
      // The parser's message would quote what it read.
      throw new MalformedMessageException("the " + what + " is not JSON");
    }
    throw new MalformedMessageException("the " + what + " is not a JSON object");
  }
}
