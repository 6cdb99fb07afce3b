package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * One instance's update, step by step: {@link #prepare}, then {@link #finish}. After a crash
 * between any two changes the next plan goes on from there, see {@code docs/sequences.md}.
 */
final class Update {
  private final Launch launch;
  private final Readiness readiness;
  private final DesiredFleet desired;
  private final Publish publish;
  private final Drain drain;
  private final Succession succession;
  private final ExecutorService engine;
  private final Action.Replace replacement;
  private final CompletableFuture<Instance> result = new CompletableFuture<>();
  private volatile Optional<Instance> staged;
  private volatile boolean hasEndedOld;

  Update(
      Launch launch,
      Readiness readiness,
      DesiredFleet desired,
      Publish publish,
      Drain drain,
      Succession succession,
      ExecutorService engine,
      Action.Replace replacement) {
    this.launch = launch;
    this.readiness = readiness;
    this.desired = desired;
    this.publish = publish;
    this.drain = drain;
    this.succession = succession;
    this.engine = engine;
    this.replacement = replacement;
    this.staged = replacement.staged();
  }

  /** What is to be ended. */
  Instance old() {
    return replacement.old();
  }

  /** The successor, once it is finished; others may end it with a failure. */
  CompletableFuture<Instance> result() {
    return result;
  }

  /** Whether the old one is lost, or may be. */
  boolean hasEndedOld() {
    return hasEndedOld;
  }

  /** The slot's name. */
  String name() {
    return replacement.subject();
  }

  /**
   * Start-first: the successor is ready under the slot's staging name; an earlier update may have
   * brought it. If it does not get ready, it goes, and the old one stays. Stop-first: nothing.
   */
  void prepare() {
    if (replacement.order() == UpdateOrder.START_FIRST) {
      Instance successor =
          staged.orElseGet(
              () ->
                  inEngine(
                      () -> {
                        succession.requireThere(old());
                        return launch.stage(desired, replacement.successor(), publish);
                      }));
      staged = Optional.of(successor);
      try {
        await(successor);
        readiness.watch(successor, service().deployment().update().monitor());
      } catch (FleetException e) {
        throw failed(e);
      }
    }
  }

  /** The old one ends, and its successor is ready and has its name. */
  void finish() {
    result.complete(staged.isPresent() ? takeOver(staged.get()) : replace());
  }

  /** Takes back what {@link #prepare} has made, unless others have given it the slot's name. */
  void undo() {
    if (replacement.staged().isEmpty()) {
      staged.ifPresent(launch::unstage);
    }
  }

  private Instance takeOver(Instance successor) {
    drain.of(old());
    try {
      succession.requireNotStopped(old());
    } catch (FleetException e) {
      undo();
      throw e;
    }
    try {
      readiness.requireAlive(successor);
    } catch (FleetException e) {
      throw failed(e);
    }
    Instance promoted =
        inEngine(
            () -> {
              endOld();
              return launch.promote(successor, replacement.successor().name());
            });
    // It has another connection file's path now; and others may use it already.
    readiness.confirm(service(), promoted);
    return promoted;
  }

  private Instance replace() {
    Instance successor =
        inEngine(
            () -> {
              succession.requireThere(old());
              endOld();
              return launch.fill(desired, replacement.successor(), publish);
            });
    readiness.await(service(), successor);
    readiness.watch(successor, service().deployment().update().monitor());
    return successor;
  }

  private void endOld() {
    hasEndedOld = true;
    launch.endAsSeen(old());
  }

  /** Until it answers. One that was there before may execute something for somebody by now. */
  private void await(Instance successor) {
    if (replacement.staged().isEmpty()) {
      readiness.await(service(), successor);
    } else {
      readiness.confirm(service(), successor);
    }
  }

  /** As many at a time as the engine takes with profit. */
  private <T> T inEngine(Callable<T> work) {
    return Parallel.get(engine.submit(work));
  }

  private ServiceSpec service() {
    return replacement.successor().service();
  }

  /**
   * One that somebody else has brought is his to end: for him it may be ready, and have its name by
   * now.
   */
  private FleetException failed(FleetException cause) {
    undo();
    return new FleetException(
        cause.code(), "its successor failed, so it was kept: " + cause.getMessage(), cause);
  }
}
