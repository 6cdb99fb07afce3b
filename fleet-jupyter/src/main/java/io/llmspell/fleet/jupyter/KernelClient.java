package io.llmspell.fleet.jupyter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ConnectionInfo;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A client of one kernel, on all of its channels. To be used by one thread at a time; every call
 * blocks until it has its answer, at most for the patience given to it.
 */
public final class KernelClient implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(250);

  private final ZMQ.Context context = ZMQ.context(1);
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final ConnectionInfo connection;
  private final Wire wire;
  private final String session = ProbeRound.newSession();

  private KernelClient(ConnectionInfo connection) {
    this.connection = connection;
    this.wire = new Wire(connection.key());
    for (Channel channel : Channel.values()) {
      SocketType type = channel == Channel.IOPUB ? SocketType.SUB : SocketType.DEALER;
      ZMQ.Socket socket = ProbeRound.socket(context, type);
      sockets.put(channel, socket);
      if (channel == Channel.IOPUB) {
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
      } else {
        // A kernel asks for input on stdin the peer named as the one that sent the shell request.
        socket.setIdentity(session.getBytes(ZMQ.CHARSET));
      }
      Endpoints.connect(socket, connection.ip(), channel.port(connection));
    }
  }

  /**
   * Starts to connect. Does not block, and does not fail if nothing is there; see {@link
   * #awaitReady}.
   */
  public static KernelClient connect(ConnectionInfo connection) {
    return new KernelClient(connection);
  }

  /**
   * Waits until the kernel answers and its publications arrive here: before that, the outputs of an
   * execution could be missed.
   *
   * @return the content of its {@code kernel_info_reply}
   * @throws FleetException with {@code NOT_READY}, if it is not so in time
   */
  public ObjectNode awaitReady(Duration patience) {
    Deadline deadline = Deadline.in(patience);
    Optional<Message> reply = Optional.empty();
    while (!deadline.passed()) {
      Message request = send(Channel.SHELL, "kernel_info_request", Message.object());
      reply = answerTo(request, Channel.SHELL, deadline);
      if (reply.isPresent() && publishes(request, Deadline.in(RETRY))) {
        return reply.get().content();
      }
    }
    throw silent(
        reply.isPresent() ? "publishes nothing on iopub" : "does not answer kernel_info_request",
        patience);
  }

  /** Executes with {@link ExecuteRequest}'s defaults and no input to offer. */
  public Execution execute(String code, Duration patience) {
    return execute(ExecuteRequest.of(code), patience);
  }

  /**
   * Executes code and collects what it puts out, until the kernel is idle again.
   *
   * @throws FleetException with {@code NOT_READY}, if that takes longer; the execution goes on
   */
  public Execution execute(ExecuteRequest request, Duration patience) {
    Deadline deadline = Deadline.in(patience);
    Message sent = send(Channel.SHELL, "execute_request", request.content());
    Execution.Collector collector = new Execution.Collector(sent.id());
    try (ZMQ.Poller poller = context.poller(3)) {
      for (Channel channel : List.of(Channel.SHELL, Channel.IOPUB, Channel.STDIN)) {
        poller.register(socket(channel), ZMQ.Poller.POLLIN);
      }
      while (!collector.isComplete()) {
        if (deadline.passed() || poller.poll(deadline.millisLeft()) < 0) {
          throw silent("has not finished the execution", patience);
        }
        poll(Channel.SHELL).ifPresent(collector::add);
        poll(Channel.IOPUB).ifPresent(collector::add);
        poll(Channel.STDIN).ifPresent(question -> answerInput(question, request.input()));
      }
    }
    return collector.result();
  }

  /**
   * Sends a request and waits for its reply on the same channel; what else arrives there is
   * dropped.
   *
   * @param channel {@code SHELL} or {@code CONTROL}
   * @throws FleetException with {@code NOT_READY}, if there is no reply in time
   */
  public Message request(Channel channel, String type, ObjectNode content, Duration patience) {
    return reply(channel, send(channel, type, content), patience);
  }

  /**
   * Waits for the reply to a message that was sent before; what else arrives there is dropped.
   *
   * @throws FleetException with {@code NOT_READY}, if there is no reply in time
   */
  public Message reply(Channel channel, Message request, Duration patience) {
    return answerTo(request, channel, Deadline.in(patience))
        .orElseThrow(() -> silent("does not answer " + request.type(), patience));
  }

  /** Sends a message and does not wait. */
  public Message send(Channel channel, String type, ObjectNode content) {
    Message message = Message.request(session, type, content);
    Frames.send(socket(channel), wire.encode(message));
    return message;
  }

  /**
   * The next well-formed message of a channel. Blocks until there is one, at most for the given
   * time.
   */
  public Optional<Message> receive(Channel channel, Duration patience) {
    return receive(channel, Deadline.in(patience));
  }

  /** Ends the connections; idempotent. */
  @Override
  public void close() {
    sockets.values().forEach(ZMQ.Socket::close);
    context.close();
  }

  private Optional<Message> receive(Channel channel, Deadline deadline) {
    ZMQ.Socket socket = socket(channel);
    do {
      socket.setReceiveTimeOut(deadline.millisLeft());
      Optional<Message> message = decode(Frames.receive(socket));
      if (message.isPresent()) {
        return message;
      }
    } while (!deadline.passed());
    return Optional.empty();
  }

  private Optional<Message> answerTo(Message request, Channel channel, Deadline deadline) {
    Optional<Message> message = receive(channel, deadline);
    while (message.isPresent() && !message.get().parentId().equals(request.id())) {
      message = receive(channel, deadline);
    }
    return message;
  }

  private boolean publishes(Message request, Deadline deadline) {
    Optional<Message> message = answerTo(request, Channel.IOPUB, deadline);
    while (message.isPresent()
        && !message.get().content().path("execution_state").asText().equals("idle")) {
      message = answerTo(request, Channel.IOPUB, deadline);
    }
    return message.isPresent();
  }

  private Optional<Message> poll(Channel channel) {
    return decode(Frames.poll(socket(channel)));
  }

  private Optional<Message> decode(List<byte[]> frames) {
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(wire.decode(frames));
    } catch (MalformedMessageException e) {
      // Not from this kernel, or not whole: as if it had never come.
      return Optional.empty();
    }
  }

  private void answerInput(Message question, ExecuteRequest.Input input) {
    if (question.type().equals("input_request")) {
      String value =
          input.answer(
              question.content().path("prompt").asText(),
              question.content().path("password").asBoolean());
      ObjectNode content = Message.object().put("value", value);
      Message reply = question.reply(session, "input_reply", content);
      Frames.send(socket(Channel.STDIN), wire.encode(reply));
    }
  }

  private ZMQ.Socket socket(Channel channel) {
    ZMQ.Socket socket = sockets.get(channel);
    if (socket == null) {
      throw new IllegalStateException("no socket for " + channel);
    }
    return socket;
  }

  private FleetException silent(String what, Duration patience) {
    return new FleetException(
        ErrorCode.NOT_READY,
        "The kernel at "
            + Endpoints.tcp(connection.ip(), connection.shell())
            + " "
            + what
            + " within "
            + patience.toMillis()
            + " ms");
  }
}
