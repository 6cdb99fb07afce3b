package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.FleetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs calls on threads of their own, all let go at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  /** What became of one call: a value, or the fleet's own failure; all else is thrown. */
  public record Outcome<T>(Optional<T> value, Optional<FleetException> failure) {}

  /** Returns when all of them have, in their order. */
  public static <T> List<Outcome<T>> run(List<Callable<T>> calls) {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      CyclicBarrier gate = new CyclicBarrier(calls.size());
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  gate.await();
                  return call.call();
                }));
      }
      List<Outcome<T>> outcomes = new ArrayList<>();
      for (Future<T> future : futures) {
        outcomes.add(outcome(future));
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> Outcome<T> outcome(Future<T> future) {
    try {
      return new Outcome<>(Optional.of(future.get()), Optional.empty());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FleetException failure) {
        return new Outcome<>(Optional.empty(), Optional.of(failure));
      }
      throw new AssertionError("a call failed otherwise than agreed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while calls run", e);
    }
  }
}
