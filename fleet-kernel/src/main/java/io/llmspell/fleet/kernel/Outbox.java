package io.llmspell.fleet.kernel;

import io.llmspell.fleet.jupyter.Channel;
import io.llmspell.fleet.jupyter.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits to be sent, in order. Any thread may put something in; the one thread that owns the
 * sockets takes it out, woken through a pipe that it can poll together with them. Text that the
 * same cell writes to the same stream is joined while it waits, and who writes too much too fast
 * waits, so a cell that prints without end needs a bounded amount of memory.
 */
final class Outbox implements AutoCloseable {
  private static final int MOST_TEXT = 1 << 20;

  /** A message and where it goes. */
  record Outgoing(Channel channel, Message message) {}

  /** Makes the message when its turn has come. */
  private interface Item {
    Outgoing outgoing(String session);
  }

  private record Whole(Outgoing whole) implements Item {
    @Override
    public Outgoing outgoing(String session) {
      return whole;
    }
  }

  private record Text(Message parent, String stream, StringBuilder text) implements Item {
    @Override
    public Outgoing outgoing(String session) {
      return new Outgoing(
          Channel.IOPUB,
          parent.publication(
              session,
              "stream",
              Message.object().put("name", stream).put("text", text.toString())));
    }
  }

  private final String session;
  private final Pipe pipe;
  private final Deque<Item> items = new ArrayDeque<>();
  private int waitingText;
  private boolean woken;
  private boolean closed;

  Outbox(String session) {
    this.session = session;
    try {
      pipe = Pipe.open();
      pipe.source().configureBlocking(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts in a message. */
  synchronized void send(Channel channel, Message message) {
    items.add(new Whole(new Outgoing(channel, message)));
    wake();
  }

  /** Puts in a piece of a stream. Blocks while very much text waits. */
  synchronized void write(Message parent, String stream, String text) {
    while (waitingText > MOST_TEXT && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody interrupts the kernel's threads. If somebody does, the text is not held back.
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (items.peekLast() instanceof Text last
        && last.stream().equals(stream)
        && last.parent().id().equals(parent.id())) {
      last.text().append(text);
    } else {
      items.add(new Text(parent, stream, new StringBuilder(text)));
    }
    waitingText += text.length();
    wake();
  }

  /** Whether nothing waits but text, for which a moment's delay joins more of it. */
  synchronized boolean hasOnlyText() {
    return items.stream().allMatch(Text.class::isInstance);
  }

  /** Takes out everything. */
  synchronized List<Outgoing> takeAll() {
    clearWake();
    List<Outgoing> all = new ArrayList<>(items.size());
    for (Item item : items) {
      all.add(item.outgoing(session));
    }
    items.clear();
    waitingText = 0;
    notifyAll();
    return all;
  }

  /** Readable when something waits. */
  SelectableChannel wakeUps() {
    return pipe.source();
  }

  /** Lets go whoever waits to write; what is put in from now on is never sent. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    try {
      pipe.sink().close();
      pipe.source().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void wake() {
    if (!woken && !closed) {
      woken = true;
      try {
        pipe.sink().write(ByteBuffer.allocate(1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void clearWake() {
    if (woken && !closed) {
      woken = false;
      try {
        pipe.source().read(ByteBuffer.allocate(1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
