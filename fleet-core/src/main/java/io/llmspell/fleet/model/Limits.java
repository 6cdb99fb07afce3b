package io.llmspell.fleet.model;

import java.util.Optional;

/**
 * What a container may use. Absent means no limit.
 *
 * @param memory hard limit; swap beyond it is not granted unless {@code memorySwap} says so
 * @param memorySwap memory and swap together
 * @param memoryReservation soft limit
 * @param cpus CPU time per wall time
 * @param pids processes and threads
 * @param shmSize size of /dev/shm
 */
public record Limits(
    Optional<ByteSize> memory,
    Optional<ByteSize> memorySwap,
    Optional<ByteSize> memoryReservation,
    Optional<Cpus> cpus,
    Optional<Integer> pids,
    Optional<ByteSize> shmSize) {

  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
