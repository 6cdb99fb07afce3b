package io.llmspell.fleet.cli.rehearsal;

import io.llmspell.fleet.jupyter.Frames;
import io.llmspell.fleet.jupyter.MalformedMessageException;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.jupyter.Wire;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.List;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Echoes heartbeats and says that it is a kernel, on ports of its own. */
public final class PretendKernel implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String KEY = "pretended";

  private final ZMQ.Context context = ZMQ.context(1);
  private final ZMQ.Socket heartbeat = context.socket(SocketType.REP);
  private final ZMQ.Socket shell = context.socket(SocketType.ROUTER);
  private final Wire wire = new Wire(KEY);
  private final ConnectionInfo connection;
  private final Thread thread = new Thread(this::serve, "pretend-kernel");

  /** Begins to listen. */
  public PretendKernel() {
    int beat = heartbeat.bindToRandomPort("tcp://" + LOOPBACK);
    int port = shell.bindToRandomPort("tcp://" + LOOPBACK);
    connection =
        new ConnectionInfo(
            LOOPBACK,
            port,
            port,
            port,
            port,
            beat,
            KEY,
            ConnectionInfo.HMAC_SHA256,
            Optional.empty());
    thread.setDaemon(true);
    thread.start();
  }

  /** How to reach it. */
  public ConnectionInfo connection() {
    return connection;
  }

  private void serve() {
    try (ZMQ.Poller poller = context.poller(2)) {
      poller.register(heartbeat, ZMQ.Poller.POLLIN);
      poller.register(shell, ZMQ.Poller.POLLIN);
      while (poller.poll() >= 0) {
        if (poller.pollin(0)) {
          Frames.send(heartbeat, Frames.poll(heartbeat));
        }
        if (poller.pollin(1)) {
          reply(Frames.poll(shell));
        }
      }
    } catch (ZMQException e) {
      // Its context has ended: nobody asks any more.
    } finally {
      heartbeat.close();
      shell.close();
    }
  }

  private void reply(List<byte[]> frames) {
    try {
      Message request = wire.decode(frames);
      Frames.send(
          shell,
          wire.encode(request.reply(request.session(), "kernel_info_reply", Message.object())));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("only this program asks here", e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
