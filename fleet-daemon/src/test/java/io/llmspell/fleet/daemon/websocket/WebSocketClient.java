package io.llmspell.fleet.daemon.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client that sends frames as it is told, also such as no decent library would. */
final class WebSocketClient implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int PING = 9;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final byte[] MASK = {17, -34, 90, 3};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final String handshake;

  /** One frame that came. */
  record Came(int opcode, boolean last, ByteBuffer payload) {}

  WebSocketClient(int port, String path, String furtherHeaders) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    out.write(
        ("GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + furtherHeaders
                + "\r\n")
            .getBytes(ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readUnsignedByte());
    }
    handshake = answer.toString();
  }

  /** What the server said to the upgrade: its status line and headers. */
  String handshake() {
    return handshake;
  }

  void send(int opcode, boolean last, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((last ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(payload.length).array());
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    out.write(frame.toByteArray());
    out.flush();
  }

  Came receive() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    long size =
        length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : (long) length;
    byte[] payload = in.readNBytes(Math.toIntExact(size));
    return new Came(first & 0x0f, (first & 0x80) != 0, ByteBuffer.wrap(payload));
  }

  /** A whole message, put together from its frames. */
  Came receiveMessage() throws IOException {
    Came frame = receive();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(frame.payload().array());
    boolean last = frame.last();
    while (!last) {
      Came next = receive();
      whole.writeBytes(next.payload().array());
      last = next.last();
    }
    return new Came(frame.opcode(), true, ByteBuffer.wrap(whole.toByteArray()));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
