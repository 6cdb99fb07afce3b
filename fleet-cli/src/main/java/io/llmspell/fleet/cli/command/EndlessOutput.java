package io.llmspell.fleet.cli.command;

import java.io.PrintWriter;

/**
 * What has no end is printed for as long as somebody reads it. Work goes on in the thread that made
 * this, and ends when that is interrupted; any thread may print.
 */
final class EndlessOutput {
  private final Thread worker = Thread.currentThread();
  private volatile boolean unread;

  /** Prints a line; ends the work if nobody reads it: {@code | head}. */
  void print(PrintWriter to, String line) {
    to.println(line);
    if (to.checkError()) {
      unread = true;
      worker.interrupt();
    }
  }

  /** Does the work; how it takes its end is nobody's concern. */
  void during(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!unread) {
        throw e;
      }
    } finally {
      if (unread) {
        Thread.interrupted(); // what is to be closed is closed as usual
      }
    }
  }
}
