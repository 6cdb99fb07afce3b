package io.llmspell.fleet.jupyter;

import io.llmspell.fleet.model.ConnectionInfo;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Answers heartbeats, and whatever it is asked if it is not busy, and publishes that it does; with
 * its own thread.
 */
final class FakeKernel implements AutoCloseable {
  static final String KEY = "0123456789abcdef";

  private final ZMQ.Context context = ZMQ.context(1);
  private final boolean busy;
  private final Wire wire = new Wire(KEY);
  private final ConnectionInfo connection;
  private final ZMQ.Socket heartbeat = context.socket(SocketType.REP);
  private final ZMQ.Socket shell = context.socket(SocketType.ROUTER);
  private final ZMQ.Socket control = context.socket(SocketType.ROUTER);
  private final ZMQ.Socket iopub = context.socket(SocketType.PUB);
  private final ZMQ.Socket stdin = context.socket(SocketType.ROUTER);
  private final Thread thread = new Thread(this::serve, "fake kernel");
  final AtomicInteger questions = new AtomicInteger();

  private FakeKernel(Optional<ConnectionInfo> at, boolean busy) {
    this.busy = busy;
    this.connection =
        new ConnectionInfo(
            "127.0.0.1",
            bind(shell, at.map(ConnectionInfo::shell)),
            bind(iopub, at.map(ConnectionInfo::iopub)),
            bind(stdin, at.map(ConnectionInfo::stdin)),
            bind(control, at.map(ConnectionInfo::control)),
            bind(heartbeat, at.map(ConnectionInfo::heartbeat)),
            KEY,
            ConnectionInfo.HMAC_SHA256,
            Optional.empty());
    thread.start();
  }

  static FakeKernel idle() {
    return new FakeKernel(Optional.empty(), false);
  }

  static FakeKernel busy() {
    return new FakeKernel(Optional.empty(), true);
  }

  static FakeKernel idleAt(ConnectionInfo connection) {
    return new FakeKernel(Optional.of(connection), false);
  }

  ConnectionInfo connection() {
    return connection;
  }

  private static int bind(ZMQ.Socket socket, Optional<Integer> port) {
    socket.setLinger(0);
    if (port.isEmpty()) {
      return socket.bindToRandomPort("tcp://127.0.0.1");
    }
    socket.bind("tcp://127.0.0.1:" + port.get());
    return port.get();
  }

  private void serve() {
    try (ZMQ.Poller poller = context.poller(3)) {
      poller.register(heartbeat, ZMQ.Poller.POLLIN);
      poller.register(shell, ZMQ.Poller.POLLIN);
      poller.register(control, ZMQ.Poller.POLLIN);
      while (poller.poll(-1) >= 0) {
        List<byte[]> ping = Frames.poll(heartbeat);
        if (!ping.isEmpty()) {
          Frames.send(heartbeat, ping);
        }
        if (!busy) {
          answer(shell, "kernel_info_reply");
          answer(control, "interrupt_reply");
        } else {
          Frames.poll(shell);
        }
      }
    } catch (ZMQException e) {
      // The context has ended: so does this kernel.
    } finally {
      List.of(heartbeat, shell, control, iopub, stdin).forEach(ZMQ.Socket::close);
    }
  }

  private void answer(ZMQ.Socket socket, String type) {
    List<byte[]> frames = Frames.poll(socket);
    if (frames.isEmpty()) {
      return;
    }
    questions.incrementAndGet();
    try {
      Message request = wire.decode(frames);
      publish(request, "busy");
      Frames.send(
          socket, wire.encode(request.reply("fake", type, Message.object().put("status", "ok"))));
      publish(request, "idle");
    } catch (MalformedMessageException e) {
      // A kernel drops what it can't verify.
      return;
    }
  }

  private void publish(Message cause, String state) {
    Message status =
        cause.publication("fake", "status", Message.object().put("execution_state", state));
    Frames.send(iopub, wire.encode(status));
  }

  @Override
  public void close() {
    context.close();
    boolean interrupted = false;
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
