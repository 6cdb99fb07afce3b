package io.llmspell.fleet.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * One question to many kernels, in one thread with one poller. Each kernel is asked once on each of
 * two sockets that then wait: a prober that leaves and comes back disturbs kernels whose heartbeat
 * is a strict REP socket.
 */
final class ProbeRound {
  /** JeroMQ waits as long again, at random; and a kernel that starts is not to be kept waiting. */
  private static final int RECONNECT_MILLIS = 15;

  /**
   * After how long a connection without a handshake is made anew. Needed for relays that accept and
   * stay silent, and for JeroMQ itself: up to 0.6.0 it now and then forgets to read from a socket
   * that has just connected (github.com/zeromq/jeromq/pull/1022).
   */
  private static final int HANDSHAKE_MILLIS = 500;

  /** How often a wait looks up to see whether it is still wanted. */
  private static final int LOOK_UP_MILLIS = 200;

  /**
   * How long the heartbeat is waited for once {@code kernel_info} has answered. It is most often
   * the first; a strict REP socket is disturbed by a prober that leaves before its echo.
   */
  private static final Duration ECHO_PATIENCE = Duration.ofMillis(200);

  private static final List<byte[]> PING = List.of("ping".getBytes(UTF_8));

  private final ZMQ.Context context;
  private final List<ConnectionInfo> connections;
  private final Message request =
      Message.request(newSession(), "kernel_info_request", Message.object());
  private final List<Answer> answers;

  ProbeRound(ZMQ.Context context, List<ConnectionInfo> connections) {
    this.context = context;
    this.connections = connections;
    this.answers =
        new ArrayList<>(
            Collections.nCopies(
                connections.size(), new Answer(Health.UNRESPONSIVE, Optional.empty())));
  }

  /**
   * Blocks until all have answered, at most for the given time.
   *
   * @param abandoned asked about five times a second; true ends the wait
   */
  List<Answer> run(Duration patience, BooleanSupplier abandoned) {
    if (Thread.currentThread().isInterrupted()) {
      return List.copyOf(answers);
    }
    Deadline deadline = Deadline.in(patience);
    List<Asked> waiting = new ArrayList<>();
    try (ZMQ.Poller poller = context.poller(2 * connections.size())) {
      for (int i = 0; i < connections.size(); i++) {
        Asked asked = new Asked(i);
        waiting.add(asked);
        asked.ask();
        asked.watch(poller);
      }
      while (!waiting.isEmpty() && !deadline.passed() && !abandoned.getAsBoolean()) {
        if (poller.poll(Math.min(deadline.millisLeft(), LOOK_UP_MILLIS)) < 0) {
          waiting.get(0).keepInterrupt();
          break;
        }
        waiting.removeIf(asked -> asked.isSettled(poller));
      }
    } catch (ZMQException e) {
      throwUnlessEnded(e);
    } finally {
      waiting.forEach(Asked::close);
    }
    return List.copyOf(answers);
  }

  /** Lets pass that the context has ended under a call, or that its thread was interrupted. */
  static void throwUnlessEnded(ZMQException e) {
    if (e.getErrorCode() == ZMQ.Error.EINTR.getCode()) {
      // JeroMQ has cleared it.
      Thread.currentThread().interrupt();
    } else if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
      throw e;
    }
  }

  static String newSession() {
    return UUID.randomUUID().toString();
  }

  static ZMQ.Socket socket(ZMQ.Context context, SocketType type) {
    ZMQ.Socket socket = context.socket(type);
    try {
      socket.setLinger(0);
      socket.setReconnectIVL(RECONNECT_MILLIS);
      socket.setHandshakeIvl(HANDSHAKE_MILLIS);
      return socket;
    } catch (ZMQException e) {
      socket.close(); // the context waits for it
      throw e;
    }
  }

  /** The message in these frames, if it is an answer of that type to that request. */
  static Optional<Message> answer(Wire wire, List<byte[]> frames, Message request, String type) {
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    try {
      Message message = wire.decode(frames);
      boolean fits = message.type().equals(type) && message.parentId().equals(request.id());
      return fits ? Optional.of(message) : Optional.empty();
    } catch (MalformedMessageException e) {
      // Whatever answers there, it is not the kernel this key belongs to.
      return Optional.empty();
    }
  }

  /** The two sockets to one kernel. */
  private final class Asked implements AutoCloseable {
    private final int index;
    private final Wire wire;
    private final ZMQ.Socket heartbeat;
    private final ZMQ.Socket shell;
    private long askedAt;
    private Optional<Deadline> echoUntil = Optional.empty();

    Asked(int index) {
      this.index = index;
      this.wire = new Wire(connections.get(index).key());
      this.heartbeat = socket(context, SocketType.REQ);
      this.shell = socket(context, SocketType.DEALER);
    }

    void ask() {
      ConnectionInfo connection = connections.get(index);
      Endpoints.connect(heartbeat, connection.ip(), connection.heartbeat());
      askedAt = System.nanoTime();
      Frames.send(heartbeat, PING);
      Endpoints.connect(shell, connection.ip(), connection.shell());
      Frames.send(shell, wire.encode(request));
    }

    void watch(ZMQ.Poller poller) {
      poller.register(heartbeat, ZMQ.Poller.POLLIN);
      poller.register(shell, ZMQ.Poller.POLLIN);
    }

    /** Reads what has come; once there is nothing more to learn, closes and says so. */
    boolean isSettled(ZMQ.Poller poller) {
      if (answer().heartbeat().isEmpty() && !Frames.poll(heartbeat).isEmpty()) {
        poller.unregister(heartbeat);
        boolean informed = echoUntil.isPresent();
        Duration echo = Duration.ofNanos(System.nanoTime() - askedAt);
        answers.set(index, new Answer(informed ? Health.HEALTHY : Health.BUSY, Optional.of(echo)));
      }
      if (echoUntil.isEmpty() && hasInformed()) {
        poller.unregister(shell);
        echoUntil = Optional.of(Deadline.in(ECHO_PATIENCE));
        answers.set(index, new Answer(Health.HEALTHY, answer().heartbeat()));
      }
      boolean settled =
          echoUntil.isPresent() && (answer().heartbeat().isPresent() || echoUntil.get().passed());
      if (settled) {
        poller.unregister(heartbeat);
        close();
      }
      return settled;
    }

    private Answer answer() {
      return answers.get(index);
    }

    private boolean hasInformed() {
      List<byte[]> frames = Frames.poll(shell);
      return ProbeRound.answer(wire, frames, request, "kernel_info_reply").isPresent();
    }

    /** A poll that fails was either interrupted, which JeroMQ clears, or its context has ended. */
    void keepInterrupt() {
      if (heartbeat.errno() == ZMQ.Error.EINTR.getCode()
          || shell.errno() == ZMQ.Error.EINTR.getCode()) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      heartbeat.close();
      shell.close();
    }
  }
}
