package io.llmspell.fleet.daemon.jetty;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** Answers that go on. They end when the server does, and soon after nobody listens any more. */
final class OpenStreams {
  private static final int LOOK_SECONDS = 2;

  private final Set<Entry> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Looks for listeners that have gone, from now on. */
  void watch(Scheduler scheduler) {
    if (!closed) {
      scheduler.schedule(
          () -> {
            open.stream().filter(Entry::isAlone).forEach(Entry::interrupt);
            watch(scheduler);
          },
          LOOK_SECONDS,
          TimeUnit.SECONDS);
    }
  }

  /**
   * Begins one that this thread tells.
   *
   * @return ends it; from then on nobody interrupts the thread
   */
  Runnable enter(Request request) {
    EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
    Entry entry = new Entry(Thread.currentThread(), end);
    open.add(entry);
    if (closed) {
      entry.interrupt();
    }
    return () -> {
      open.remove(entry);
      entry.end();
    };
  }

  /** Ends all of them, and those that would begin. */
  void close() {
    closed = true;
    open.forEach(Entry::interrupt);
  }

  /** One of them. */
  private static final class Entry {
    private final Thread thread;
    private final EndPoint end;
    private boolean over;

    private Entry(Thread thread, EndPoint end) {
      this.thread = thread;
      this.end = end;
    }

    private synchronized void interrupt() {
      if (!over) {
        thread.interrupt();
      }
    }

    /** The request is read: what comes now is the end, or a request that nobody waits to answer. */
    private boolean isAlone() {
      try {
        return !end.isOpen() || end.fill(BufferUtil.allocate(1)) != 0;
      } catch (IOException e) {
        return true;
      }
    }

    private synchronized void end() {
      over = true;
    }
  }
}
