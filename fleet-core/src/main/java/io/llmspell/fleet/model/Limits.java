package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
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
 * @param ulimits by their names in setrlimit(2), such as {@code nofile}
 * @param devices what is reserved of the machine's devices, such as GPUs
 */
public record Limits(
    Optional<ByteSize> memory,
    Optional<ByteSize> memorySwap,
    Optional<ByteSize> memoryReservation,
    Optional<Cpus> cpus,
    Optional<Integer> pids,
    Optional<ByteSize> shmSize,
    Map<String, Ulimit> ulimits,
    List<DeviceRequest> devices) {

  public static final Limits NONE =
      new Limits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Limits {
    ulimits = ImmutableSortedMap.copyOf(ulimits);
    devices = List.copyOf(devices);
  }

  /** Without ulimits and devices. */
  public Limits(
      Optional<ByteSize> memory,
      Optional<ByteSize> memorySwap,
      Optional<ByteSize> memoryReservation,
      Optional<Cpus> cpus,
      Optional<Integer> pids,
      Optional<ByteSize> shmSize) {
    this(memory, memorySwap, memoryReservation, cpus, pids, shmSize, Map.of(), List.of());
  }

  /** Without those of memory and processes that are 0 or less, which engines take for none. */
  public Limits effective() {
    return new Limits(
        memory.filter(size -> size.bytes() > 0),
        memorySwap.filter(size -> size.bytes() > 0),
        memoryReservation,
        cpus,
        pids.filter(number -> number > 0),
        shmSize,
        ulimits,
        devices);
  }

  /**
   * One of setrlimit(2)'s limits, in its own unit; -1 means none.
   *
   * @param soft what holds until the program raises it
   * @param hard how far it may
   */
  public record Ulimit(long soft, long hard) {
    /**
     * @throws IllegalArgumentException for a soft limit above the hard one, or less than -1
     */
    public Ulimit {
      if (soft < -1 || hard < -1) {
        throw new IllegalArgumentException("a limit is -1 (none) or more");
      }
      if (hard != -1 && (soft == -1 || soft > hard)) {
        throw new IllegalArgumentException(
            "the soft limit " + soft + " can't be above the hard limit " + hard);
      }
    }
  }

  /**
   * A reservation of devices, as Compose's {@code deploy.resources.reservations.devices} has it.
   *
   * @param driver absent: whichever offers the capabilities
   * @param count how many, -1 for all; 0 if they are named
   * @param ids the devices by name
   * @param capabilities such as {@code gpu}, all of which a device must have
   */
  public record DeviceRequest(
      Optional<String> driver,
      int count,
      List<String> ids,
      List<String> capabilities,
      Map<String, String> options) {
    public DeviceRequest {
      ids = List.copyOf(ids);
      capabilities = List.copyOf(capabilities);
      options = ImmutableSortedMap.copyOf(options);
    }
  }
}
