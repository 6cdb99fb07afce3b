package io.llmspell.fleet.daemon.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;

/** Sends bytes as they are, and reads one answer, whatever it is. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * An answer.
   *
   * @param status 0 if the connection was closed without one
   * @param head its status line and headers
   */
  public record Answer(int status, String head, String body) {
    /** A header's value. */
    public Optional<String> header(String name) {
      String wanted = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
          .map(line -> line.substring(wanted.length()).strip())
          .findFirst();
    }

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return JsonText.readStrictly(body.getBytes(UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(head + body, e);
      }
    }
  }

  /** A request with the usual headers and these, each with its line end. */
  public static Answer ask(int port, String line, String headers, byte[] body) {
    return say(
        port,
        line
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nConnection: close\r\n"
            + (body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "")
            + headers
            + "\r\n",
        body);
  }

  /** One without a body. */
  public static Answer ask(int port, String line, String headers) {
    return ask(port, line, headers, new byte[0]);
  }

  /** One with a JSON body. */
  public static Answer ask(int port, String line, String headers, String json) {
    return ask(port, line, "Content-Type: application/json\r\n" + headers, json.getBytes(UTF_8));
  }

  /** Just this, whatever it is. */
  public static Answer say(int port, String head, byte[] body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // it may answer, and close, before it has read all of it
      }
      return answer(read(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        all.write(part, 0, read);
      }
    } catch (IOException e) {
      // what came before a reset is the answer
    }
    return all.toByteArray();
  }

  private static Answer answer(byte[] all) {
    String text = new String(all, UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, text, "");
    }
    String head = text.substring(0, end);
    String body = text.substring(end + 4);
    return new Answer(Integer.parseInt(head.substring(9, 12)), head, body);
  }
}
