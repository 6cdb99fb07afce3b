package io.llmspell.fleet.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.llmspell.fleet.home.DaemonSeat.Holder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DaemonProbeTest {
  @Test
  void oneThatAnswersWellIsWell() throws IOException {
    HttpServer server = answering(200, "{\"status\":\"healthy\"}");
    try {
      assertThat(DaemonProbe.ailment(at(server))).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void oneThatSaysWhatAilsItIsQuoted() throws IOException {
    HttpServer server = answering(503, "{\"status\":\"degraded\",\"reason\":\"no engine\"}");
    try {
      assertThat(DaemonProbe.ailment(at(server)).orElse("")).contains("503", "no engine");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void oneThatDoesNotAnswerIsNotWell() throws IOException {
    HttpServer server = answering(200, "");
    Holder gone = at(server);
    server.stop(0);
    assertThat(DaemonProbe.ailment(gone).orElse("")).contains("does not answer");
  }

  private static Holder at(HttpServer server) {
    return new Holder("boot/namespace/1/1", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static HttpServer answering(int status, String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }
}
