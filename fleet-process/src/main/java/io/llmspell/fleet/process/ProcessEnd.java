package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.KernelSignals;
import io.llmspell.fleet.process.run.KernelSignals.Target;
import io.llmspell.fleet.process.run.Supervisor;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ends processes, and removes what was made for them. */
final class ProcessEnd {
  private static final String KILL = "SIGKILL";

  /** How long a killed process may take to be gone: the system may have to write its memory out. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Store store;
  private final InstanceLook look;
  private final Confinement confinement;
  private final Logs logs;

  ProcessEnd(Store store, InstanceLook look, Confinement confinement, Logs logs) {
    this.logs = logs;
    this.store = store;
    this.look = look;
    this.confinement = confinement;
  }

  /** Asks a kernel to end, and kills it and what it has started after the grace period. */
  void stop(InstanceId id, Optional<Duration> given) {
    Optional<String> kernel = look.kernel(id).filter(k -> !look.hasEnded(id, k));
    if (kernel.isEmpty()) {
      return;
    }
    requireInReach(id, kernel.get());
    Duration grace =
        given.or(() -> store.record(id).map(record -> record.grace())).orElse(Duration.ZERO);
    String signal = store.record(id).map(record -> record.stopSignal()).orElse(KILL);
    if (!grace.isZero() && KernelSignals.send(kernel.get(), signal, Target.PROCESS)) {
      await(grace, () -> look.hasEnded(id, kernel.get()));
    }
    KernelSignals.send(kernel.get(), KILL, Target.GROUP);
    if (!await(PATIENCE, () -> isSeenToHaveEnded(id))) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          id + " does not end although it was killed: look at process " + kernel.get());
    }
  }

  private boolean isSeenToHaveEnded(InstanceId id) {
    return look.at(id).filter(instance -> instance.exit().isEmpty()).isEmpty();
  }

  /** Ends whatever runs for an instance, and removes its name, folder and log. Under the lock. */
  void remove(InstanceId id) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Path folder = store.folder(id);
    look.kernel(id)
        .filter(kernel -> !look.hasEnded(id, kernel))
        .ifPresent(kernel -> requireInReach(id, kernel));
    do {
      look.kernel(id).ifPresent(kernel -> KernelSignals.send(kernel, KILL, Target.GROUP));
      look.supervisor(id).ifPresent(s -> KernelSignals.send(s, KILL, Target.PROCESS));
      if (System.nanoTime() - deadline > 0) {
        throw new FleetException(
            ErrorCode.ENGINE_ERROR, id + " does not end: look at " + folder + ", then try again");
      }
    } while (!isGone(id, folder));
    confinement.release(id);
    logs.delete(id);
  }

  private void requireInReach(InstanceId id, String kernel) {
    if (look.isElsewhere(kernel)) {
      throw new FleetException(
          ErrorCode.UNSUPPORTED,
          id
              + " runs in another container or process namespace, where no signal from here reaches"
              + " it: end it there");
    }
  }

  /**
   * A kernel that comes up in this moment writes down who it is, or can't and ends. So what it
   * writes is only removed once it is known, and a folder that could be removed has none.
   */
  private boolean isGone(InstanceId id, Path folder) {
    Optional<String> kernel = look.kernel(id);
    if (kernel.filter(k -> !look.hasEnded(id, k)).isPresent()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      return false;
    }
    store.forget(id);
    try {
      StoredFiles.remove(folder, kernel.isPresent() ? Set.of() : Set.of(Supervisor.KERNEL));
      return true;
    } catch (DirectoryNotEmptyException somebodyWrites) {
      return false;
    } catch (IOException e) {
      throw StoredFiles.failure("remove " + folder, e);
    }
  }

  /** Removes folders that a crash has left without a name. Under the lock. */
  void sweep() {
    store.nameless().forEach(this::remove);
  }

  private static boolean await(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }
}
