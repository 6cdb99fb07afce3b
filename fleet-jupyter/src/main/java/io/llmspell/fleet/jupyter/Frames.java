package io.llmspell.fleet.jupyter;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;

/** Multipart messages in and out of a socket. A socket belongs to one thread at a time. */
public final class Frames {
  private Frames() {}

  /**
   * Reads one multipart message. Blocks until there is one, or as long as the socket's receive
   * timeout says.
   *
   * @return its frames; none if the timeout has passed
   * @throws org.zeromq.ZMQException when the socket's context ends
   */
  public static List<byte[]> receive(ZMQ.Socket socket) {
    return receive(socket, 0);
  }

  /**
   * Reads one multipart message, if one has already arrived. Does not block.
   *
   * @return its frames; none if there is no message
   * @throws org.zeromq.ZMQException when the socket's context ends
   */
  public static List<byte[]> poll(ZMQ.Socket socket) {
    return receive(socket, ZMQ.DONTWAIT);
  }

  /**
   * Sends one multipart message. Blocks only when the socket's high-water mark is reached.
   *
   * @param frames at least one
   */
  public static void send(ZMQ.Socket socket, List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i < last; i++) {
      socket.send(frames.get(i), ZMQ.SNDMORE);
    }
    socket.send(frames.get(last), 0);
  }

  private static List<byte[]> receive(ZMQ.Socket socket, int flags) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv(flags);
    while (frame != null) {
      frames.add(frame);
      // ZeroMQ delivers the parts of a message all at once, so this never waits.
      frame = socket.hasReceiveMore() ? socket.recv(0) : null;
    }
    return frames;
  }
}
