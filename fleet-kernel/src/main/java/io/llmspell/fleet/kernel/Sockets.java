package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Endpoints;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** A kernel's five sockets, bound. To be used by one thread at a time. */
final class Sockets implements AutoCloseable {
  /** How long the last messages may take to leave, in milliseconds. */
  private static final int LINGER = 1_000;

  private final ZMQ.Context context = context();
  private final List<ZMQ.Socket> all = new ArrayList<>();
  private final ZMQ.Socket shell = socket(SocketType.ROUTER);
  // Not PUB: this one tells who listens.
  private final ZMQ.Socket iopub = socket(SocketType.XPUB);
  private final ZMQ.Socket stdin = socket(SocketType.ROUTER);
  private final ZMQ.Socket control = socket(SocketType.ROUTER);
  // Not REP: that one waits for ever for a prober that has gone before its answer.
  private final ZMQ.Socket heartbeat = socket(SocketType.ROUTER);
  private final ConnectionInfo connection;

  private Sockets(ConnectionInfo wanted) {
    // Each time, and not only the first subscription to a topic and the end of the last.
    iopub.setXpubVerboser(true);
    connection =
        new ConnectionInfo(
            wanted.ip(),
            bind(shell, wanted.ip(), wanted.shell()),
            bind(iopub, wanted.ip(), wanted.iopub()),
            bind(stdin, wanted.ip(), wanted.stdin()),
            bind(control, wanted.ip(), wanted.control()),
            bind(heartbeat, wanted.ip(), wanted.heartbeat()),
            wanted.key(),
            wanted.signatureScheme(),
            wanted.kernelName());
  }

  /**
   * Binds all five.
   *
   * @param wanted where; port 0 means any free one
   * @throws FleetException with {@code CONFLICT}, if a port is taken; none is bound then
   */
  static Sockets bind(ConnectionInfo wanted) {
    return new Sockets(wanted);
  }

  /** Where they are bound. */
  ConnectionInfo connection() {
    return connection;
  }

  ZMQ.Socket of(Channel channel) {
    return switch (channel) {
      case SHELL -> shell;
      case IOPUB -> iopub;
      case STDIN -> stdin;
      case CONTROL -> control;
    };
  }

  ZMQ.Socket heartbeat() {
    return heartbeat;
  }

  /** A poller for these sockets. */
  ZMQ.Poller poller() {
    return context.poller(all.size() + 1);
  }

  /** Sends what is still to be sent, at most for a second. */
  @Override
  public void close() {
    all.forEach(ZMQ.Socket::close);
    context.close();
  }

  private static ZMQ.Context context() {
    ZMQ.Context context = ZMQ.context(1);
    // Its threads have handlers of their own, before the process's one.
    context.setUncaughtExceptionHandler(
        OutOfMemory.handlerBefore(context.getUncaughtExceptionHandler()));
    context.setNotificationExceptionHandler(
        OutOfMemory.handlerBefore(context.getNotificationExceptionHandler()));
    return context;
  }

  private ZMQ.Socket socket(SocketType type) {
    ZMQ.Socket socket = context.socket(type);
    socket.setLinger(LINGER);
    all.add(socket);
    return socket;
  }

  private int bind(ZMQ.Socket socket, String ip, int port) {
    try {
      if (ip.indexOf(':') >= 0) {
        socket.setIPv6(true);
      }
      if (port == 0) {
        return socket.bindToRandomPort("tcp://" + ip);
      }
      if (socket.bind(Endpoints.tcp(ip, port))) {
        return port;
      }
      throw new ZMQException(socket.errno());
    } catch (ZMQException e) {
      close();
      throw new FleetException(
          ErrorCode.CONFLICT,
          "Port "
              + port
              + " of "
              + ip
              + " can't be bound ("
              + e.getMessage()
              + "): is another kernel there? Name another --port or connection file.",
          e);
    }
  }
}
