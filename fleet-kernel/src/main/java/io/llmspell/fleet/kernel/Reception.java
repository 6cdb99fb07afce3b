package io.llmspell.fleet.kernel;

import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Frames;
import io.llmspell.fleet.jupyter.MalformedMessageException;
import io.llmspell.fleet.jupyter.Message;
import io.llmspell.fleet.jupyter.Wire;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.zeromq.ZMQ;

/**
 * The loop that owns the sockets. It echoes heartbeats, verifies and hands over what arrives, and
 * sends what is in the outbox. Nothing that takes long happens in it, so heartbeats and control
 * messages are answered while a cell runs.
 */
final class Reception implements Runnable {
  /** How many messages of one channel are taken before the others get their turn. */
  private static final int TURN = 100;

  private static final long JOIN_TEXT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Sockets sockets;
  private final Wire wire;
  private final Outbox outbox;
  private final Log log;
  private final Admission admission = new Admission();
  private final Map<Channel, Consumer<Message>> receivers = new EnumMap<>(Channel.class);
  private volatile boolean ended;
  private long lastSent;

  Reception(Sockets sockets, Outbox outbox, Log log) {
    this.sockets = sockets;
    this.wire = new Wire(sockets.connection().key());
    this.outbox = outbox;
    this.log = log;
    this.lastSent = System.nanoTime() - JOIN_TEXT_NANOS;
  }

  /** Names who gets a channel's messages, in this loop's thread. To be called before it runs. */
  void on(Channel channel, Consumer<Message> receiver) {
    receivers.put(channel, receiver);
  }

  /** Ends the loop, once everything that is in the outbox now has been sent. */
  void end(Message farewell) {
    ended = true;
    outbox.send(Channel.IOPUB, farewell);
  }

  /** Runs until {@link #end}, and closes the sockets then. */
  @Override
  public void run() {
    try (sockets;
        ZMQ.Poller poller = sockets.poller()) {
      poller.register(outbox.wakeUps(), ZMQ.Poller.POLLIN);
      poller.register(sockets.heartbeat(), ZMQ.Poller.POLLIN);
      poller.register(sockets.of(Channel.IOPUB), ZMQ.Poller.POLLIN);
      receivers.keySet().forEach(c -> poller.register(sockets.of(c), ZMQ.Poller.POLLIN));
      while (!ended) {
        poller.poll(admission.patienceLeft(System.nanoTime()));
        echoHeartbeats();
        noticeListeners();
        receivers.forEach(this::receive);
        admission.admit(System.nanoTime()).forEach(this::serve);
        joinText();
        sendAll();
      }
      sendAll();
    } finally {
      outbox.close();
    }
  }

  private void echoHeartbeats() {
    List<byte[]> beat = Frames.poll(sockets.heartbeat());
    for (int i = 0; i < TURN && !beat.isEmpty(); i++) {
      // To a prober that has gone this goes nowhere.
      Frames.send(sockets.heartbeat(), beat);
      beat = Frames.poll(sockets.heartbeat());
    }
    if (!beat.isEmpty()) {
      Frames.send(sockets.heartbeat(), beat);
    }
  }

  private void receive(Channel channel, Consumer<Message> receiver) {
    for (int i = 0; i < TURN; i++) {
      List<byte[]> frames = Frames.poll(sockets.of(channel));
      if (frames.isEmpty()) {
        return;
      }
      try {
        Message message = wire.decode(frames);
        if (channel == Channel.SHELL) {
          admission.add(message, System.nanoTime());
        } else {
          hand(message, channel, receiver);
        }
      } catch (MalformedMessageException e) {
        log.warn("dropped a message on " + channel + ": " + e.getMessage());
      }
    }
  }

  private void serve(Message request) {
    Optional.ofNullable(receivers.get(Channel.SHELL))
        .ifPresent(receiver -> hand(request, Channel.SHELL, receiver));
  }

  /** One request that fails must not end the kernel. */
  private void hand(Message message, Channel channel, Consumer<Message> receiver) {
    try {
      receiver.accept(message);
    } catch (RuntimeException e) {
      log.error("a message on " + channel + " failed: " + e);
    }
  }

  private void noticeListeners() {
    List<byte[]> change = Frames.poll(sockets.of(Channel.IOPUB));
    while (!change.isEmpty()) {
      admission.changed(change.get(0));
      change = Frames.poll(sockets.of(Channel.IOPUB));
    }
  }

  /** A cell that prints line by line shall not cost a message a line. */
  private void joinText() {
    long wait = lastSent + JOIN_TEXT_NANOS - System.nanoTime();
    if (wait > 0 && outbox.hasOnlyText()) {
      LockSupport.parkNanos(wait);
    }
  }

  private void sendAll() {
    List<Outbox.Outgoing> all = outbox.takeAll();
    if (all.isEmpty()) {
      return;
    }
    for (Outbox.Outgoing outgoing : all) {
      Frames.send(sockets.of(outgoing.channel()), wire.encode(outgoing.message()));
    }
    lastSent = System.nanoTime();
  }
}
