package io.llmspell.fleet.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a keeper looks: at every hint, at moments that it was told, and now and then. */
final class Rhythm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rhythm.class);

  /** Covers what no event tells. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  /**
   * After a hint: an engine tells of an end before it shows it, under load by a good part of a
   * second. From there on each wait is three times as long as the one before, up to the period.
   */
  private static final Duration ECHO = Duration.ofMillis(300);

  private static final int GROWTH = 3;

  /** How often files are looked at, and the clock. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** Events come in flocks. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

  /** How often kernels are asked how they are. */
  private static final Duration BEAT = Duration.ofSeconds(5);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration END_PATIENCE = Duration.ofSeconds(5);

  private final InstantSource clock;
  private final Hints hints;
  private final Declaration declaration;
  private final List<Thread> threads = new ArrayList<>();
  private volatile Instant due = Instant.MIN;

  Rhythm(InstantSource clock, Hints hints, Declaration declaration) {
    this.clock = clock;
    this.hints = hints;
    this.declaration = declaration;
  }

  /** Work that may be interrupted. */
  interface Task {
    void run() throws InterruptedException;
  }

  synchronized void start(Task round, Task beat, Task listening) {
    if (threads.isEmpty()) {
      begin("fleet-keeper", () -> look(round));
      begin("fleet-pulse", () -> every(BEAT, beat));
      begin("fleet-events", listening);
    }
  }

  /** At the first of these moments, if that is before the usual one. */
  void lookAgainAt(Stream<Instant> moments) {
    Optional<Instant> first = moments.min(Instant::compareTo);
    first.filter(moment -> moment.isBefore(due)).ifPresent(moment -> due = moment);
  }

  void tryAgainSoon() {
    due = clock.instant().plus(AFTER_FAILURE);
  }

  private void look(Task round) throws InterruptedException {
    String stamp = declaration.stamp();
    Duration wait = PERIOD;
    while (true) {
      boolean hinted = hints.await(TICK);
      String now = declaration.stamp();
      if (hinted || !now.equals(stamp) || !due.isAfter(clock.instant())) {
        stamp = now;
        wait = hinted ? ECHO : longer(wait);
        due = clock.instant().plus(wait);
        round.run();
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
      }
    }
  }

  private static Duration longer(Duration wait) {
    Duration grown = wait.multipliedBy(GROWTH);
    return grown.compareTo(PERIOD) < 0 ? grown : PERIOD;
  }

  private static void every(Duration period, Task task) throws InterruptedException {
    while (true) {
      TimeUnit.MILLISECONDS.sleep(period.toMillis());
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a fault in docker-fleet", e);
      }
    }
  }

  private void begin(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(END_PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
