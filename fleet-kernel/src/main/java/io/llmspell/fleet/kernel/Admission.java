package io.llmspell.fleet.kernel;

import io.llmspell.fleet.jupyter.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the first cell of a client back until its subscription to the publications has arrived, at
 * most for a second. The two come over connections of their own, in any order; and a stock console
 * whose cell ran before its subscription was there would wait for ever for the end of that cell. A
 * client that never subscribes pays that second once.
 *
 * <p>Which subscription is whose can't be told. So each new client needs one that no other has
 * used. To be used by one thread.
 */
final class Admission {
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Clients, known by their sessions; of more than that the oldest is a new one again. */
  private static final int REMEMBERED = 4096;

  private static final byte SUBSCRIBES = 1;

  private record Held(Message request, long since) {}

  private final Set<String> admitted =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });

  private final Deque<Held> held = new ArrayDeque<>();
  private int unused;

  /**
   * Somebody has subscribed, or does not listen any more.
   *
   * @param frame as an XPUB socket gets it: a byte that says which, and the topic
   */
  void changed(byte[] frame) {
    if (frame.length > 0) {
      unused = frame[0] == SUBSCRIBES ? unused + 1 : Math.max(0, unused - 1);
    }
  }

  /** Takes a request in; {@link #admit} gives it back when its turn has come. */
  void add(Message request, long now) {
    held.add(new Held(request, now));
  }

  /** What may be served now, each client's requests in their order. */
  List<Message> admit(long now) {
    List<Message> ready = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    for (Held each : List.copyOf(held)) {
      String session = each.request().session();
      if (waiting.contains(session) || !isAdmitted(each, now)) {
        waiting.add(session);
      } else {
        held.remove(each);
        ready.add(each.request());
      }
    }
    return ready;
  }

  /** How long until a request has waited long enough, in milliseconds; -1 if none waits. */
  long patienceLeft(long now) {
    return held.isEmpty()
        ? -1
        : Math.max(1, PATIENCE.toMillis() - (now - held.getFirst().since()) / 1_000_000);
  }

  private boolean isAdmitted(Held each, long now) {
    String session = each.request().session();
    if (!each.request().type().equals("execute_request") || admitted.contains(session)) {
      return true;
    }
    boolean subscribed = unused > 0;
    if (subscribed) {
      unused--;
    }
    return (subscribed || now - each.since() >= PATIENCE.toNanos()) && admitted.add(session);
  }
}
