package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An instance as it is shown: what the runtime says of it, and what it says itself.
 *
 * @param phase {@link Phase#READY} only if it has answered
 * @param heartbeat how long its echo took; absent where none was asked for or came
 * @param connectionFile where the file is with which a client connects from here; absent for plain
 *     containers and while the kernel has none
 * @param usage absent where it can't be read at once
 */
public record KernelView(
    Instance instance,
    Phase phase,
    Health health,
    Optional<Duration> heartbeat,
    Optional<Path> connectionFile,
    Optional<Usage> usage) {

  /** {@code running}, {@code starting} or {@code dead}. */
  public Status status() {
    return switch (phase) {
      case READY, DRAINING, STOPPING -> Status.RUNNING;
      case PENDING, CREATING, STARTING -> Status.STARTING;
      case GONE -> Status.DEAD;
    };
  }

  /** Whether it is seen to be ready: a kernel by its answer, a plain container by running well. */
  public boolean answers() {
    boolean wellEnough =
        instance.isKernel()
            ? health == Health.HEALTHY || health == Health.BUSY
            : health != Health.UNRESPONSIVE;
    return phase == Phase.READY && wellEnough;
  }

  /** Whether it is a plain container whose program has ended well. */
  boolean hasDoneItsWork() {
    return !instance.isKernel() && instance.exit().filter(exit -> exit.code() == 0).isPresent();
  }

  /** The three words that users of the original know. */
  public enum Status {
    RUNNING,
    STARTING,
    DEAD
  }
}
