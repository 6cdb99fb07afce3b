package io.llmspell.fleet.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** That the process was told to end: by SIGTERM, SIGINT, or in any other way that can be heard. */
final class Ending implements AutoCloseable {
  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  private Ending() {}

  /** From now on the process does not end, when it is told to, before this is closed. */
  static Ending begin() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::hold, "fleet-end"));
    return ending;
  }

  private void hold() {
    told.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until it is told. */
  void await() throws InterruptedException {
    told.await();
  }

  /** The same, at most for so long; returns whether it was told. */
  boolean isWithin(Duration time) throws InterruptedException {
    return told.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
