package io.llmspell.fleet.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on several things at once, as many as the engine takes with profit: measured, beyond four
 * for each processor a Docker engine gets no faster.
 */
final class Parallel {
  static final int AT_ONCE = 4 * Runtime.getRuntime().availableProcessors();

  private Parallel() {}

  /** Threads of which the engine sees no more than {@link #AT_ONCE} at a time. */
  static ExecutorService engineThreads() {
    return Executors.newFixedThreadPool(AT_ONCE, named("fleet-engine-"));
  }

  /** Threads that mostly wait, one for each thing waited for. */
  static ExecutorService waitingThreads() {
    return Executors.newCachedThreadPool(named("fleet-wait-"));
  }

  /**
   * One answer for each item, in the same order. Blocks until all are there.
   *
   * @throws RuntimeException the first failure, after all have ended
   */
  static <T, R> List<R> map(List<T> items, Function<T, R> work) {
    return items.size() <= 1
        ? items.stream().map(work).toList()
        : map(engineThreads(), items, work);
  }

  /**
   * Work that mostly waits, on all items at once. Blocks until all is done.
   *
   * @throws RuntimeException the first failure, after all have ended
   */
  static <T> void waitForAll(List<T> items, Consumer<T> work) {
    map(
        waitingThreads(),
        items,
        item -> {
          work.accept(item);
          return item;
        });
  }

  private static <T, R> List<R> map(ExecutorService threads, List<T> items, Function<T, R> work) {
    try {
      List<Future<R>> futures = new ArrayList<>();
      items.forEach(item -> futures.add(threads.submit(() -> work.apply(item))));
      List<R> results = new ArrayList<>();
      Optional<RuntimeException> failure = Optional.empty();
      for (Future<R> future : futures) {
        try {
          results.add(get(future));
        } catch (RuntimeException e) {
          failure = failure.or(() -> Optional.of(e));
        }
      }
      if (failure.isPresent()) {
        throw failure.get();
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * The result of work that goes on. Blocks until it is there.
   *
   * @throws RuntimeException what the work has thrown
   */
  static <R> R get(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }

  private static ThreadFactory named(String prefix) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
