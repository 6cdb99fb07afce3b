package io.llmspell.fleet.docker.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers on a loopback port as an engine would, with what a test says, and notes all requests. */
public final class FakeEngine implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private FakeEngine() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that speaks these API versions. */
  public static FakeEngine speaking(String oldest, String newest) {
    return new FakeEngine()
        .with(
            "/version",
            200,
            "{\"Version\":\"99.1\",\"ApiVersion\":\"%s\",\"MinAPIVersion\":\"%s\"}"
                .formatted(newest, oldest));
  }

  /** One that speaks the version that the fleet is most used with. */
  public static FakeEngine usual() {
    return speaking("1.12", "1.41");
  }

  /**
   * Answers a path so.
   *
   * @param path without the API version and the query
   */
  public FakeEngine with(String path, int status, String json) {
    answers.put(
        path, new Answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** Answers a path with a stream of bytes. */
  public FakeEngine withStream(String path, byte[] bytes) {
    answers.put(path, new Answer(200, "application/vnd.docker.raw-stream", bytes));
    return this;
  }

  /** Where it listens. */
  public EngineEndpoint endpoint() {
    URI uri = URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
    return new EngineEndpoint(uri, "DOCKER_HOST", true, Optional.empty());
  }

  /** All requests so far, {@code GET /v1.41/containers/json?all=true} each. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Goes away, as an engine does that is stopped. */
  public void end() {
    server.stop(0);
  }

  @Override
  public void close() {
    end();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("^/v\\d+\\.\\d+/", "/");
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    byte[] unknown =
        ("{\"message\":\"no answer for " + path + "\"}").getBytes(StandardCharsets.UTF_8);
    Answer answer = answers.getOrDefault(path, new Answer(501, "application/json", unknown));
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(int status, String type, byte[] body) {}
}
