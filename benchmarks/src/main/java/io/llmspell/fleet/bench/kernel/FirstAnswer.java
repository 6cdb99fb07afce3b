package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.jupyter.MalformedMessageException;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.jupyter.Wire;
import io.llmspell.fleet.model.ConnectionInfo;
import java.time.Duration;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Waits for a kernel that is about to start, and sees its first answer as soon as it comes. */
final class FirstAnswer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Often enough not to matter, and seldom enough not to take the kernel's processor from it. */
  private static final int RECONNECT_MILLIS = 10;

  /** JeroMQ 0.6.0 may leave a new connection unread; then another one is needed. */
  private static final int HANDSHAKE_MILLIS = 200;

  private FirstAnswer() {}

  /**
   * Blocks until the answer to a {@code kernel_info_request}.
   *
   * @throws IllegalStateException if there is none within a minute
   */
  static void await(ConnectionInfo connection) {
    Wire wire = new Wire(connection.key());
    Message request = Message.request("bench", "kernel_info_request", Message.object());
    try (ZContext context = new ZContext();
        ZMQ.Socket shell = context.createSocket(SocketType.DEALER)) {
      shell.setLinger(0);
      shell.setReconnectIVL(RECONNECT_MILLIS);
      shell.setHandshakeIvl(HANDSHAKE_MILLIS);
      shell.setReceiveTimeOut((int) PATIENCE.toMillis());
      shell.connect("tcp://" + connection.ip() + ":" + connection.shell());
      ZMsg frames = new ZMsg();
      wire.encode(request).forEach(frames::add);
      frames.send(shell);
      ZMsg answer = ZMsg.recvMsg(shell);
      if (answer == null) {
        throw new IllegalStateException("the raw kernel does not answer");
      }
      requireAnswer(wire, answer.stream().map(ZFrame::getData).toList());
    }
  }

  private static void requireAnswer(Wire wire, List<byte[]> frames) {
    try {
      String type = wire.decode(frames).type();
      if (!type.equals("kernel_info_reply")) {
        throw new IllegalStateException("the raw kernel answers with " + type);
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the raw kernel answers with no message", e);
    }
  }
}
