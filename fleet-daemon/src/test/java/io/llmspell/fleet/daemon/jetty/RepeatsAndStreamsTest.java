package io.llmspell.fleet.daemon.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.daemon.wire.RawHttp;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatsAndStreamsTest {
  private final SampleServer server = new SampleServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void askedAgainWithTheSameKeyItIsDoneOnce() {
    String key = "Idempotency-Key: k1\r\n";
    Answer first = RawHttp.ask(server.port(), "POST /things", key, "{\"count\": 1}");
    Answer again = RawHttp.ask(server.port(), "POST /things", key, "{\"count\": 1}");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(RawHttp.ask(server.port(), "POST /things", key, "{\"count\": 2}").status())
        .isEqualTo(422);
    assertThat(server.made).hasValue(1);
    RawHttp.ask(server.port(), "POST /things", "Authorization: b USER\r\n" + key, "{\"count\": 1}");
    assertThat(server.made).hasValue(2);
    server.clock.advance(Duration.ofHours(25));
    RawHttp.ask(server.port(), "POST /things", key, "{\"count\": 1}");
    assertThat(server.made).hasValue(3);
  }

  @Test
  void askedAgainWhileTheFirstIsAtWorkItWaits() throws Exception {
    String body = "{\"count\": 1, \"name\": \"wait\"}";
    String key = "Idempotency-Key: k1\r\n";
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(() -> RawHttp.ask(server.port(), "POST /things", key, body));
    server.makes.await();
    CompletableFuture<Answer> second =
        CompletableFuture.supplyAsync(() -> RawHttp.ask(server.port(), "POST /things", key, body));
    server.mayMake.countDown();
    assertThat(second.get(20, TimeUnit.SECONDS).body())
        .isEqualTo(first.get(20, TimeUnit.SECONDS).body());
    assertThat(server.made).hasValue(1);
  }

  @Test
  void aFailureIsNotRemembered() {
    String key = "Idempotency-Key: k1\r\n";
    String body = "{\"count\": 1, \"name\": \"fail\"}";
    assertThat(RawHttp.ask(server.port(), "POST /things", key, body).status()).isEqualTo(409);
    assertThat(RawHttp.ask(server.port(), "POST /things", key, body).status()).isEqualTo(409);
    assertThat(server.made).hasValue(2);
    assertThat(RawHttp.ask(server.port(), "POST /things", "Idempotency-Key: \r\n", body).status())
        .isEqualTo(400);
  }

  @Test
  void ofWhatTakesLongOnlySoMuchIsDoneAtATime() throws IOException {
    try (Socket listener = stream()) {
      Answer answer = RawHttp.ask(server.port(), "GET /stream", "");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).contains("1");
      assertThat(listener.isConnected()).isTrue();
    }
  }

  @Test
  void aStreamThatNobodyListensToEnds() throws Exception {
    stream().close();
    assertThat(server.streamEnded.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theServerEndsInSecondsThoughStreamsAreOpen() throws Exception {
    try (Socket listener = stream()) {
      long begun = System.nanoTime();
      server.close();
      assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(5));
      assertThat(server.streamEnded.await(1, TimeUnit.SECONDS)).isTrue();
      assertThat(listener.getInputStream().readAllBytes()).isNotNull();
    }
  }

  /** One of which the beginning has come. */
  private Socket stream() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf("begun") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).isNotNegative();
      seen.append((char) next);
    }
    return socket;
  }
}
