package io.llmspell.fleet.event;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * The latest events, numbered, for whoever comes later or comes back. Thread-safe; what is older
 * than its capacity is forgotten. Numbers begin anew with each bulletin, so each has a name of its
 * own.
 */
public final class Bulletin implements FleetListener {
  private static final int NAME_BYTES = 4;

  private final InstantSource clock;
  private final int capacity;
  private final String name;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;

  /**
   * An empty one.
   *
   * @param capacity how many events are kept, 1 or more
   */
  public Bulletin(InstantSource clock, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a capacity of " + capacity + " keeps nothing");
    }
    this.clock = clock;
    this.capacity = capacity;
    byte[] bytes = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.name = HexFormat.of().formatHex(bytes);
  }

  /**
   * One event, when it was told.
   *
   * @param number from 1, without gaps
   */
  public record Entry(long number, Instant at, FleetEvent event) {}

  /** Eight hex digits; another one for each bulletin. */
  public String name() {
    return name;
  }

  @Override
  public synchronized void on(FleetEvent event) {
    last++;
    entries.addLast(new Entry(last, clock.instant(), event));
    if (entries.size() > capacity) {
      entries.removeFirst();
    }
    notifyAll();
  }

  /** The number of the latest event; 0 if there was none. */
  public synchronized long last() {
    return last;
  }

  /** All events after the one of this number that are still known, oldest first. Does not block. */
  public synchronized List<Entry> after(long number) {
    List<Entry> later = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.number() > number) {
        later.add(entry);
      }
    }
    return later;
  }

  /**
   * The same, and blocks until there is one, at most for so long.
   *
   * @param millis 1 or more
   * @return empty if none came
   */
  public synchronized List<Entry> await(long number, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (last <= number) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    return after(number);
  }
}
