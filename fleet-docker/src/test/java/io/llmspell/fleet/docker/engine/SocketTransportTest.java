package io.llmspell.fleet.docker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP as it goes over a socket, byte by byte. */
@Timeout(60)
class SocketTransportTest {
  @TempDir private Path folder;
  private Path socket = Path.of("");
  private ServerSocketChannel engine;

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("engine.sock");
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void end() throws IOException {
    engine.close();
  }

  @Test
  void sendsWhatIsAskedAndHandsOutTheAnswer() throws IOException {
    CompletableFuture<String> asked =
        answering("\r\n\r\n", "HTTP/1.1 404 Not Found\r\nX-A: 1\r\nContent-Length: 4\r\n\r\nnone");

    try (Response response =
        send(request(Method.GET, "/v1.41/info?a=b%3D").headers(Map.of("accept", "*/*")).build())) {
      assertThat(response.getStatusCode()).isEqualTo(404);
      assertThat(response.getHeader("x-a")).isEqualTo("1");
      assertThat(response.getBody()).hasContent("none");
    }
    assertThat(asked.join())
        .startsWith("GET /v1.41/info?a=b%3D HTTP/1.1\r\n")
        .contains("accept: */*\r\n", "Host: localhost\r\n");
  }

  @Test
  void sendsBytesWithTheirLength() {
    CompletableFuture<String> asked =
        answering("{\"a\":1}", "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");

    try (Response response =
        send(request(Method.POST, "/x").bodyBytes("{\"a\":1}".getBytes(UTF_8)).build())) {
      assertThat(response.getStatusCode()).isEqualTo(201);
    }
    assertThat(asked.join()).containsIgnoringCase("content-length: 7\r\n").endsWith("{\"a\":1}");
  }

  @Test
  void sendsAStreamInChunks() {
    CompletableFuture<String> asked = answering("0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n");

    try (Response response =
        send(
            request(Method.PUT, "/x")
                .body(new ByteArrayInputStream("tar".getBytes(UTF_8)))
                .build())) {
      assertThat(response.getStatusCode()).isEqualTo(204);
      assertThat(response.getBody()).isEmpty();
    }
    assertThat(asked.join())
        .containsIgnoringCase("transfer-encoding: chunked\r\n")
        .endsWith("3\r\ntar\r\n0\r\n\r\n");
  }

  @Test
  void joinsTheChunksOfAnAnswer() {
    CompletableFuture<String> asked =
        answering(
            "\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");

    try (Response response = send(request(Method.GET, "/x").build())) {
      assertThat(response.getBody()).hasContent("abc");
    }
    assertThat(asked.join()).startsWith("GET /x HTTP/1.1");
  }

  @Test
  void closingAnAnswerEndsAReadOfItInAnotherThread() throws IOException {
    CompletableFuture<String> asked =
        answering("\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");

    Response response = send(request(Method.GET, "/x").build());
    assertThat(response.getBody().read()).isEqualTo('a');
    CompletableFuture<Integer> next =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return response.getBody().read();
              } catch (IOException e) {
                return -2;
              }
            });
    response.close();

    assertThat(next.join()).isNegative();
    assertThat(asked.join()).startsWith("GET /x HTTP/1.1");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() {
    CompletableFuture<String> asked =
        answering("\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal", true);

    try (Response response = send(request(Method.GET, "/x").build())) {
      assertThatThrownBy(() -> response.getBody().readAllBytes()).isInstanceOf(IOException.class);
    }
    assertThat(asked.join()).startsWith("GET /x HTTP/1.1");
  }

  @Test
  void aSocketWithoutAnEngineIsAFailure() throws IOException {
    engine.close();

    assertThatThrownBy(() -> send(request(Method.GET, "/x").build()))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseInstanceOf(java.net.ConnectException.class);
  }

  private Response send(Request request) {
    return new SocketTransport(socket).execute(request);
  }

  private static Request.Builder request(Method method, String path) {
    return Request.builder().method(method).path(path);
  }

  private CompletableFuture<String> answering(String lastWords, String answer) {
    return answering(lastWords, answer, false);
  }

  /** Reads one request up to its last words, and answers it. */
  private CompletableFuture<String> answering(String lastWords, String answer, boolean hangUp) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            SocketChannel connection = engine.accept();
            StringBuilder asked = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (!asked.toString().endsWith(lastWords) && connection.read(buffer) >= 0) {
              asked.append(UTF_8.decode(buffer.flip()));
              buffer.clear();
            }
            connection.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
            if (hangUp) {
              connection.close();
            }
            return asked.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
