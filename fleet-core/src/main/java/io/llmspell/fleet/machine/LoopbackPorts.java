package io.llmspell.fleet.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The loopback ports of this machine. */
public final class LoopbackPorts {
  private LoopbackPorts() {}

  /** Whether nobody listens on a port, from 1 to 65535; by the next moment somebody may. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
