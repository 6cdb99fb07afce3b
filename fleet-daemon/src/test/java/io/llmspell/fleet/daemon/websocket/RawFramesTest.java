package io.llmspell.fleet.daemon.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.daemon.websocket.WebSocketClient.Came;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jupyter Server sends binary messages in frames that say they are text. So what no WebSocket
 * server has to accept has to be readable here, unchanged.
 */
class RawFramesTest {
  private static final String PATH = "/api/kernels/6ba7b810-9dad-11d1-80b4-00c04fd430c8/channels";
  private static final byte[] NO_UTF8 = {0, 0, 0, 2, (byte) 0xff, (byte) 0xc0, 0, (byte) 0x80};

  @SuppressWarnings("NullAway.Init") // set before each test
  private EchoServer server;

  @BeforeEach
  void start() throws Exception {
    server = new EchoServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void textThatIsNoUtf8IsReadAsItCame() throws IOException {
    try (WebSocketClient client = client("")) {
      client.send(WebSocketClient.TEXT, true, NO_UTF8);
      assertToldBothWays(client, NO_UTF8);
    }
  }

  @Test
  void soIsTextInFragmentsWithAPingBetween() throws IOException {
    try (WebSocketClient client = client("")) {
      client.send(WebSocketClient.TEXT, false, Arrays.copyOfRange(NO_UTF8, 0, 5));
      client.send(WebSocketClient.PING, true, "?".getBytes(UTF_8));
      client.send(WebSocketClient.CONTINUATION, false, new byte[0]);
      client.send(
          WebSocketClient.CONTINUATION, true, Arrays.copyOfRange(NO_UTF8, 5, NO_UTF8.length));
      assertToldBothWays(client, NO_UTF8);
    }
  }

  @Test
  void soAreThreeMegabytes() throws IOException {
    byte[] big = new byte[3 << 20];
    new Random(1).nextBytes(big);
    try (WebSocketClient client = client("")) {
      client.send(WebSocketClient.TEXT, true, big);
      assertToldBothWays(client, big);
    }
  }

  @Test
  void aSubprotocolIsChosenIfItIsOfferedAndNoneOtherwise() throws IOException {
    String v1 = "Sec-WebSocket-Protocol: v1.kernel.websocket.jupyter.org";
    try (WebSocketClient offers = client(v1 + "\r\n");
        WebSocketClient offersNone = client("")) {
      assertThat(offers.handshake()).startsWith("HTTP/1.1 101").contains(v1);
      assertThat(offersNone.handshake())
          .startsWith("HTTP/1.1 101")
          .doesNotContain("Sec-WebSocket-Protocol")
          .doesNotContain("Sec-WebSocket-Extensions");
    }
  }

  @Test
  void aHundredOpenConnectionsAreServedByEightThreads() throws IOException {
    WebSocketClient[] clients = new WebSocketClient[100];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = client("");
    }
    for (WebSocketClient client : clients) {
      client.send(WebSocketClient.TEXT, true, NO_UTF8);
    }
    for (WebSocketClient client : clients) {
      assertToldBothWays(client, NO_UTF8);
      client.close();
    }
    assertThat(server.threads()).isLessThanOrEqualTo(EchoServer.THREADS);
  }

  private WebSocketClient client(String headers) throws IOException {
    return new WebSocketClient(server.port(), PATH, headers);
  }

  private static void assertToldBothWays(WebSocketClient client, byte[] told) throws IOException {
    Came first = client.receiveMessage();
    while (first.opcode() == 10) { // the answer to a ping
      first = client.receiveMessage();
    }
    assertThat(first.opcode()).isEqualTo(WebSocketClient.TEXT);
    assertThat(first.payload()).isEqualTo(ByteBuffer.wrap(told));
    Came second = client.receiveMessage();
    assertThat(second.opcode()).isEqualTo(WebSocketClient.BINARY);
    assertThat(second.payload()).isEqualTo(ByteBuffer.wrap(told));
  }
}
