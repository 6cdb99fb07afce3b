package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.event.FleetEvent.Kind;
import java.time.Duration;

/**
 * One round of spawning a kernel.
 *
 * @param total from the call of {@code Fleet.spawn} to its return
 * @param before of it, until the start begins: looking and planning
 * @param start of it, in the runtime: lease, container, files, the engine's start
 * @param waiting of it, from there until the kernel answers
 * @param after of it, the last look
 * @param raw the same container by raw calls
 * @param command {@code docker-fleet spawn} as a whole
 */
record SpawnRound(
    Duration total,
    Duration before,
    Duration start,
    Duration waiting,
    Duration after,
    RawKernel.Times raw,
    Duration command) {

  static SpawnRound of(Duration total, Timeline timeline, RawKernel.Times raw, Duration command) {
    Duration starting = timeline.at(Kind.STARTING);
    Duration started = timeline.at(Kind.STARTED);
    Duration ready = timeline.at(Kind.READY);
    return new SpawnRound(
        total,
        starting,
        started.minus(starting),
        ready.minus(started),
        total.minus(ready),
        raw,
        command);
  }

  /** The engine's part: what it takes to make and start the container. */
  Duration engine() {
    return raw.made().plus(raw.started());
  }

  /** The kernel's part: from the end of the engine's to its first answer. */
  Duration kernel() {
    return raw.answered();
  }

  /** Our part: the rest of a spawn in process. May be negative where the rounds differ much. */
  Duration own() {
    return total.minus(engine()).minus(kernel());
  }

  /** The rest of the command. */
  Duration ownOfCommand() {
    return command.minus(engine()).minus(kernel());
  }
}
