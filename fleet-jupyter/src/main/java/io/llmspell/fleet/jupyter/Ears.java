package io.llmspell.fleet.jupyter;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.runtime.KernelProtocol.Listening;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Hears what kernels publish, of all of them in one thread. It has to end before its context does,
 * which would close what it waits with.
 */
final class Ears implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ears.class);

  /** How often those that come and go are looked after. */
  private static final int LOOK_UP_MILLIS = 200;

  /** What a client asks of a kernel that is work, and not only a question about it. */
  private static final Set<String> WORK =
      Set.of("execute_request", "comm_open", "comm_msg", "comm_close");

  private final ZMQ.Context context;
  private final Queue<Ear> coming = new ConcurrentLinkedQueue<>();
  private final Set<Ear> open = new HashSet<>();

  private final Thread thread = new Thread(this::listen, "fleet-iopub");
  private volatile boolean ended;

  private Ears(ZMQ.Context context) {
    this.context = context;
  }

  static Ears in(ZMQ.Context context) {
    Ears ears = new Ears(context);
    ears.thread.setDaemon(true);
    ears.thread.start();
    return ears;
  }

  /** Ends within a fraction of a second. Idempotent. */
  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Listening add(ConnectionInfo connection, Consumer<Sign> heard) {
    Ear ear = new Ear(connection, heard);
    coming.add(ear);
    return () -> ear.unwanted = true;
  }

  private void listen() {
    try (ZMQ.Poller poller = context.poller()) {
      try {
        listen(poller);
      } finally {
        // Whatever is left open keeps the context from ending.
        open.forEach(ear -> ear.socket.ifPresent(ZMQ.Socket::close));
      }
    } catch (ZMQException e) {
      ProbeRound.throwUnlessEnded(e);
    }
  }

  private void listen(ZMQ.Poller poller) {
    while (!ended) {
      for (Ear ear = coming.poll(); ear != null; ear = coming.poll()) {
        open.add(ear);
        ear.connect(poller);
      }
      if (poller.poll(LOOK_UP_MILLIS) < 0) {
        return;
      }
      open.removeIf(ear -> ear.hearsNoMore(poller));
    }
  }

  /** What a message tells of the kernel's work. */
  static Sign meaning(Message message) {
    String cause = message.parentHeader().path("msg_type").asText();
    String asker = message.parentHeader().path("username").asText();
    boolean isWork =
        cause.isEmpty()
            ? !message.parentId().isEmpty() && !asker.equals(Message.USERNAME)
            : WORK.contains(cause);
    boolean isEnd =
        message.type().equals("status")
            && message.content().path("execution_state").asText().equals("idle");
    return isWork ? (isEnd ? Sign.IDLE : Sign.BUSY) : Sign.ALIVE;
  }

  /** One kernel's. */
  private final class Ear {
    private final ConnectionInfo connection;
    private final Wire wire;
    private final Consumer<Sign> heard;
    private Optional<ZMQ.Socket> socket = Optional.empty();
    private volatile boolean unwanted;

    Ear(ConnectionInfo connection, Consumer<Sign> heard) {
      this.connection = connection;
      this.wire = new Wire(connection.key());
      this.heard = heard;
    }

    void connect(ZMQ.Poller poller) {
      ZMQ.Socket sub = ProbeRound.socket(context, SocketType.SUB);
      socket = Optional.of(sub);
      sub.subscribe(ZMQ.SUBSCRIPTION_ALL);
      Endpoints.connect(sub, connection.ip(), connection.iopub());
      poller.register(sub, ZMQ.Poller.POLLIN);
    }

    /** Tells what has come; closes what nobody listens to any more. */
    boolean hearsNoMore(ZMQ.Poller poller) {
      ZMQ.Socket sub = socket.orElseThrow();
      for (List<byte[]> frames = Frames.poll(sub);
          !unwanted && !frames.isEmpty();
          frames = Frames.poll(sub)) {
        tell(frames);
      }
      if (unwanted) {
        poller.unregister(sub);
        sub.close();
      }
      return unwanted;
    }

    private void tell(List<byte[]> frames) {
      try {
        heard.accept(meaning(wire.decode(frames)));
      } catch (MalformedMessageException e) {
        LOG.debug("not a message of the kernel's: {}", e.getMessage());
      }
    }
  }
}
