package io.llmspell.fleet.docker.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** What an {@link UnrulyEngine} does with one request. */
public interface Behaviour {
  /** Returns whether the connection is kept. */
  boolean answer(SocketChannel connection) throws IOException;

  /** An answer as an engine gives it. */
  static Behaviour json(int status, String body) {
    return typed(status, "application/json", body);
  }

  /** An answer of another kind. */
  static Behaviour typed(int status, String type, String body) {
    String head =
        "HTTP/1.1 %d Whatever\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, type, body.getBytes(StandardCharsets.UTF_8).length);
    return connection -> {
      write(connection, head + body);
      return true;
    };
  }

  /** These very bytes; then the connection ends. */
  static Behaviour cutAfter(String bytes) {
    return connection -> {
      write(connection, bytes);
      return false;
    };
  }

  /** Sends all of it. */
  static void write(SocketChannel connection, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }
}
