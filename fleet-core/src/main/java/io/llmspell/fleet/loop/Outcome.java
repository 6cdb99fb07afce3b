package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What has come of tasks that run beside each other: the failures, each told as it is met. That
 * others were faster is not told: it may be mended by the next look.
 */
final class Outcome {
  private final FleetListener listener;

  Outcome(FleetListener listener) {
    this.listener = listener;
  }

  /** Blocks until all have ended. */
  List<Failure> of(Map<String, CompletableFuture<?>> tasks) {
    List<Failure> failures = new ArrayList<>();
    tasks.forEach((name, task) -> failureOf(name, task).ifPresent(failures::add));
    return failures;
  }

  /** What the futures have wrapped. */
  static Throwable rootOf(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? rootOf(thrown.getCause())
        : thrown;
  }

  private Optional<Failure> failureOf(String name, CompletableFuture<?> task) {
    try {
      task.join();
      return Optional.empty();
    } catch (CompletionException e) {
      Failure failure = describe(name, rootOf(e));
      if (failure.code() != ErrorCode.CONFLICT) {
        listener.on(Kind.FAILED, name, failure.cause());
      }
      return Optional.of(failure);
    }
  }

  /** In words. */
  static Failure describe(String name, Throwable thrown) {
    if (thrown instanceof FleetException known) {
      return new Failure(name, known.code(), known.getMessage());
    }
    return new Failure(
        name, ErrorCode.INTERNAL, "a fault in docker-fleet: " + thrown + "; please report it");
  }
}
