package io.llmspell.fleet.jupyter;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The Jupyter protocol over ZeroMQ. Safe to use from several threads: every call makes its own
 * sockets, in its own thread, and closes them before it returns; only the one I/O thread is shared,
 * and the one that listens. It starts with the first question, so an instance that is never asked
 * costs nothing.
 *
 * <p>A question to a kernel that is not there yet waits for it: ZeroMQ tries to connect, again and
 * again, as long as the patience lasts. An interrupt of the calling thread ends a question early,
 * with the answers there are; the thread stays interrupted.
 */
public final class ZmqKernelProtocol implements KernelProtocol {
  /** Two sockets a kernel; the number costs one reference each. */
  private static final int MAX_SOCKETS = 16_384;

  private Optional<ZMQ.Context> context = Optional.empty();
  private Optional<Ears> ears = Optional.empty();
  private boolean closed;

  /**
   * Loads what a question needs, so that the first one of a new process is as quick as the next:
   * ZeroMQ's classes and threads, the signature's provider, the source of randomness. Changes
   * nothing else, and may be called by any thread, while others ask as well. Blocks for some tens
   * of milliseconds.
   */
  public static void loadAhead() {
    Message request =
        Message.request(ProbeRound.newSession(), "kernel_info_request", Message.object());
    List<byte[]> frames = new Wire(request.id()).encode(request);
    try (ZMQ.Context context = ZMQ.context(1);
        ZMQ.Poller poller = context.poller(1);
        ZMQ.Socket nobody = ProbeRound.socket(context, SocketType.DEALER)) {
      poller.register(nobody, ZMQ.Poller.POLLIN);
      nobody.bind("inproc://nobody");
      nobody.send(frames.get(0), ZMQ.DONTWAIT);
      poller.poll(0);
    }
  }

  @Override
  public byte[] encode(ConnectionInfo connection) {
    return ConnectionFiles.encode(connection);
  }

  @Override
  public ConnectionInfo decode(byte[] content) {
    return ConnectionFiles.decode(content);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public List<Answer> probeAll(List<ConnectionInfo> connections, Duration patience) {
    if (connections.isEmpty()) {
      return List.of();
    }
    return new ProbeRound(context(), connections).run(patience, () -> false);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public Health await(ConnectionInfo connection, Duration patience, BooleanSupplier abandoned) {
    return new ProbeRound(context(), List.of(connection)).run(patience, abandoned).get(0).health();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #close()}
   */
  @Override
  public boolean interrupt(ConnectionInfo connection, Duration patience) {
    Wire wire = new Wire(connection.key());
    Message request =
        Message.request(ProbeRound.newSession(), "interrupt_request", Message.object());
    Deadline deadline = Deadline.in(patience);
    try (ZMQ.Socket control = ProbeRound.socket(context(), SocketType.DEALER)) {
      Endpoints.connect(control, connection.ip(), connection.control());
      Frames.send(control, wire.encode(request));
      while (!deadline.passed() && !Thread.currentThread().isInterrupted()) {
        control.setReceiveTimeOut(deadline.millisLeft());
        Optional<Message> reply =
            ProbeRound.answer(wire, Frames.receive(control), request, "interrupt_reply");
        if (reply.isPresent()) {
          return reply.get().content().path("status").asText("ok").equals("ok");
        }
      }
    } catch (ZMQException e) {
      // Then nobody has confirmed.
      ProbeRound.throwUnlessEnded(e);
      return false;
    }
    return false;
  }

  /**
   * {@inheritDoc}
   *
   * <p>All that are listened to share one thread, which begins with the first of them.
   */
  @Override
  public Listening listen(ConnectionInfo connection, Consumer<Sign> heard) {
    return ears().add(connection, heard);
  }

  private synchronized Ears ears() {
    if (ears.isEmpty()) {
      ears = Optional.of(Ears.in(context()));
    }
    return ears.get();
  }

  /** {@inheritDoc} Questions under way in other threads end at once, with what they know. */
  @Override
  public void close() {
    Optional<ZMQ.Context> ending;
    Optional<Ears> deaf;
    synchronized (this) {
      closed = true;
      deaf = ears;
      ears = Optional.empty();
      ending = context;
      context = Optional.empty();
    }
    // Outside the lock: they wait for the sockets of those that listen, and of questions under way.
    deaf.ifPresent(Ears::close);
    ending.ifPresent(ZMQ.Context::close);
  }

  private synchronized ZMQ.Context context() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (context.isEmpty()) {
      ZMQ.Context created = ZMQ.context(1);
      created.setMaxSockets(MAX_SOCKETS);
      context = Optional.of(created);
    }
    return context.get();
  }
}
