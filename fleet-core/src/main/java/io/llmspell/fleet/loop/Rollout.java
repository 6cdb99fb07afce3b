package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Replaces the running instances of one service as its {@code update_config} says: so many at a
 * time, what does nothing first, each successor ready before the next goes. Each instance's future
 * ends with its successor, or with the reason why it has none.
 */
final class Rollout {
  private final ServiceSpec service;
  private final UpdateConfig config;
  private final ExecutorService waiting;
  private final Candidates candidates;
  private final List<Update> updates;

  /** Guarded by this; so is the next one. */
  private int failures;

  private Optional<String> halt = Optional.empty();

  Rollout(
      ServiceSpec service, List<Update> updates, Candidates candidates, ExecutorService waiting) {
    this.service = service;
    this.config = service.deployment().update();
    this.candidates = candidates;
    this.waiting = waiting;
    this.updates = updates;
  }

  /**
   * Blocks until all futures have ended.
   *
   * @param before why something of the service that was to be there first is not
   */
  void run(Optional<Throwable> before) {
    try {
      before.ifPresent(failure -> failed("what was to be started before", failure));
      if (config.failureAction() == FailureAction.ROLLBACK
          && config.order() == UpdateOrder.START_FIRST) {
        allOrNothing();
      } else {
        each(
            candidates::next,
            update -> {
              update.prepare();
              update.finish();
            });
      }
    } finally {
      updates.forEach(update -> update.result().completeExceptionally(kept()));
    }
  }

  /** No old one ends before all successors are ready; whose does not, loses its successor. */
  private void allOrNothing() {
    try {
      each(candidates::any, Update::prepare);
      if (halted().isEmpty()) {
        each(candidates::next, Update::finish);
      }
    } finally {
      updates.stream().filter(update -> !update.result().isDone()).forEach(Rollout::undo);
    }
  }

  /** What can't be taken back of one says nothing of the others. */
  private static void undo(Update update) {
    try {
      update.undo();
    } catch (RuntimeException e) {
      update.result().completeExceptionally(e);
    }
  }

  private void each(Supplier<Optional<Update>> choice, Consumer<Update> step) {
    List<Update> open = updates.stream().filter(update -> !update.result().isDone()).toList();
    candidates.offer(open);
    int workers =
        config.parallelism() == 0 ? open.size() : Math.min(config.parallelism(), open.size());
    CompletableFuture.allOf(
            IntStream.range(0, workers)
                .mapToObj(worker -> CompletableFuture.runAsync(() -> work(choice, step), waiting))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private void work(Supplier<Optional<Update>> choice, Consumer<Update> step) {
    Optional<Update> next = next(choice);
    while (next.isPresent()) {
      Update update = next.get();
      try {
        step.accept(update);
      } catch (RuntimeException | Error e) {
        update.result().completeExceptionally(e);
        failed(update.name(), e);
      }
      if (candidates.remain()) {
        Readiness.pause(config.delay());
      }
      next = next(choice);
    }
  }

  private Optional<Update> next(Supplier<Optional<Update>> choice) {
    return halted().isPresent() ? Optional.empty() : choice.get();
  }

  /** That others were faster says nothing of the successors. */
  private synchronized void failed(String subject, Throwable cause) {
    boolean overtaken = cause instanceof FleetException e && e.code() == ErrorCode.CONFLICT;
    failures += overtaken ? 0 : 1;
    boolean tooMany = failures > config.maxFailureRatio() * updates.size();
    if (!overtaken && tooMany && config.failureAction() != FailureAction.CONTINUE) {
      halt = halt.or(() -> Optional.of(subject));
    }
  }

  private synchronized Optional<String> halted() {
    return halt;
  }

  private FleetException kept() {
    String because = "since " + halted().orElse("somebody interrupted it") + " failed";
    String what =
        config.failureAction() != FailureAction.ROLLBACK
            ? " is paused, " + because + "; `up` goes on with it"
            : config.order() == UpdateOrder.START_FIRST
                ? rolledBack() + because
                : " is paused, "
                    + because
                    + "; with order stop-first what was replaced is gone: put the file back, and"
                    + " `up`";
    return new FleetException(
        ErrorCode.NOT_READY, "it was kept: the update of " + service.name() + what);
  }

  private String rolledBack() {
    return updates.stream().anyMatch(Update::hasEndedOld)
        ? " is rolled back but for what was replaced before, "
        : " is rolled back, ";
  }
}
