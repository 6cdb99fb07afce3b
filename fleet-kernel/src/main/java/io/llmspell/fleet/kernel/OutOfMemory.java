package io.llmspell.fleet.kernel;

import java.lang.Thread.UncaughtExceptionHandler;

/**
 * What happens when memory is out anywhere but in a cell whose language can cope: the process ends
 * at once. A thread that has died so, such as that of the sockets, leaves a kernel that looks alive
 * and answers nobody; whoever watches the process can act on its end only.
 */
final class OutOfMemory {
  /** The code with which {@code -XX:+ExitOnOutOfMemoryError} ends a JVM. */
  static final int EXIT_CODE = 3;

  private OutOfMemory() {}

  /** Has every thread without a handler of its own end the process when its memory is out. */
  static void endsTheProcess() {
    UncaughtExceptionHandler others =
        (thread, e) -> System.err.println("fleet-kernel: thread " + thread.getName() + ": " + e);
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore(others));
  }

  /** A handler that ends the process if memory is out, and hands on everything else. */
  static UncaughtExceptionHandler handlerBefore(UncaughtExceptionHandler others) {
    return (thread, e) -> {
      haltIfOut(e);
      others.uncaughtException(thread, e);
    };
  }

  /** Ends the process if this, or what has caused it, says that memory is out. */
  static void haltIfOut(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        halt();
      }
    }
  }

  private static void halt() {
    try {
      System.err.println("fleet-kernel: out of memory; the kernel ends");
    } finally {
      // Not exit: its hooks and a graceful end would need memory.
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
