package io.llmspell.fleet.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers on a loopback port as an engine would that has no containers. */
final class EmptyEngine implements AutoCloseable {
  private final HttpServer server;

  private EmptyEngine(int status, String answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer("/version", 200, "{\"Version\":\"99.1\",\"ApiVersion\":\"1.41\"}");
    answer("/", status, answer);
    server.start();
  }

  static EmptyEngine start() {
    return new EmptyEngine(200, "[]");
  }

  /** One that fails at whatever it is asked but its version. */
  static EmptyEngine failing(int status, String message) {
    return new EmptyEngine(status, "{\"message\":\"" + message + "\"}");
  }

  /** For {@code DOCKER_HOST}. */
  String address() {
    return "tcp://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(String path, int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
