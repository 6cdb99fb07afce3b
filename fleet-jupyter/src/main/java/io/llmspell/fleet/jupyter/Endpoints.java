package io.llmspell.fleet.jupyter;

import org.zeromq.ZMQ;

/** Addresses in ZeroMQ's notation. */
public final class Endpoints {
  private Endpoints() {}

  /** For example {@code tcp://127.0.0.1:9555}; IPv6 addresses get their brackets. */
  public static String tcp(String ip, int port) {
    return ip.indexOf(':') < 0 ? "tcp://" + ip + ":" + port : "tcp://[" + ip + "]:" + port;
  }

  /** Starts to connect; the connection is made, and made again, in the background. */
  static void connect(ZMQ.Socket socket, String ip, int port) {
    if (ip.indexOf(':') >= 0) {
      socket.setIPv6(true);
    }
    socket.connect(tcp(ip, port));
  }
}
