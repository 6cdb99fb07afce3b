package io.llmspell.fleet.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
  private final Wire wire = new Wire("a secret");

  @Test
  void readsBackWhatItWrites() throws MalformedMessageException {
    Message sent =
        Message.request("s", "execute_request", Message.object().put("code", "print('ü')"));
    sent =
        new Message(
            List.of(bytes("peer")),
            sent.header(),
            sent.parentHeader(),
            Message.object().put("m", 1),
            sent.content(),
            List.of(bytes("raw")));

    Message received = wire.decode(wire.encode(sent));

    assertThat(received.type()).isEqualTo("execute_request");
    assertThat(received.id()).isEqualTo(sent.id());
    assertThat(received.session()).isEqualTo("s");
    assertThat(received.content()).isEqualTo(sent.content());
    assertThat(received.metadata()).isEqualTo(sent.metadata());
    assertThat(received.identities()).containsExactly(bytes("peer"));
    assertThat(received.buffers()).containsExactly(bytes("raw"));
  }

  @Test
  void signsAsJupyterDoes() throws MalformedMessageException {
    // hmac.new(b'key', b'{"a":1}' + b'{}' * 3, sha256).hexdigest() in Python
    List<byte[]> frames =
        List.of(
            bytes("<IDS|MSG>"),
            bytes("SIGNATURE"),
            bytes("{\"a\":1}"),
            bytes("{}"),
            bytes("{}"),
            bytes("{}"));
    Message message = new Wire("").decode(frames);

    String signature = new String(new Wire("key").encode(message).get(1), UTF_8);

    assertThat(signature).isEqualTo(PYTHON_SIGNATURE);
  }

  @Test
  void echoesTheWholeHeaderInReplies() {
    Message request = Message.request("s", "kernel_info_request", Message.object());
    request.header().put("unknown", "kept");

    Message reply = request.reply("kernel", "kernel_info_reply", Message.object());

    assertThat(reply.parentHeader()).isEqualTo(request.header());
    assertThat(reply.parentId()).isEqualTo(request.id());
  }

  @Test
  void refusesAnotherKeysSignature() {
    List<byte[]> frames =
        new Wire("another").encode(Message.request("s", "execute_request", Message.object()));

    assertThatThrownBy(() -> wire.decode(frames))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("signature");
  }

  @Test
  void refusesContentThatWasChanged() {
    List<byte[]> frames =
        new ArrayList<>(wire.encode(Message.request("s", "execute_request", Message.object())));
    frames.set(5, bytes("{\"code\":\"evil\"}"));

    assertThatThrownBy(() -> wire.decode(frames)).hasMessageContaining("signature");
  }

  @Test
  void refusesAMissingSignature() {
    List<byte[]> frames =
        new Wire("").encode(Message.request("s", "execute_request", Message.object()));

    assertThatThrownBy(() -> wire.decode(frames)).hasMessageContaining("signature");
  }

  @Test
  void saysWhichFrameIsNotJson() {
    List<byte[]> frames =
        List.of(
            bytes("<IDS|MSG>"), bytes(""), bytes("{}"), bytes("{}"), bytes("[]"), bytes("{\"a"));

    assertThatThrownBy(() -> new Wire("").decode(frames)).hasMessageContaining("metadata");
  }

  @Test
  void refusesRandomFramesWithNothingButItsOwnException() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {"<IDS|MSG>", "", "{}", "[", "null", "{\"a\":{}}", "\u0000\uffff"};
    for (int round = 0; round < 2_000; round++) {
      List<byte[]> frames = new ArrayList<>();
      for (int i = random.nextInt(10); i > 0; i--) {
        frames.add(bytes(parts[random.nextInt(parts.length)]));
      }
      assertThatThrownBy(() -> wire.decode(frames))
          .as("seed %s", seed)
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static final String PYTHON_SIGNATURE =
      "f1128388193e4dd1aa760827bd756a1b40b627676b5efe22c0e8297919bfa218";
}
