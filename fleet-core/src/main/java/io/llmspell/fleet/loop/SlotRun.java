package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Instance;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One slot: started at once, waited for only if somebody wants that. */
final class SlotRun {
  private final CompletableFuture<Instance> started;
  private final Supplier<CompletableFuture<?>> readiness;
  private final Supplier<CompletableFuture<?>> completion;
  private Optional<CompletableFuture<?>> ready = Optional.empty();
  private Optional<CompletableFuture<?>> completed = Optional.empty();

  SlotRun(
      CompletableFuture<Instance> started,
      Supplier<CompletableFuture<?>> readiness,
      Supplier<CompletableFuture<?>> completion) {
    this.started = started;
    this.readiness = readiness;
    this.completion = completion;
  }

  CompletableFuture<Instance> started() {
    return started;
  }

  CompletableFuture<?> settled(boolean await) {
    return await ? ready() : started;
  }

  CompletableFuture<?> ready() {
    if (ready.isEmpty()) {
      ready = Optional.of(readiness.get());
    }
    return ready.get();
  }

  CompletableFuture<?> completed() {
    if (completed.isEmpty()) {
      completed = Optional.of(completion.get());
    }
    return completed.get();
  }
}
