package io.llmspell.fleet.daemon.access;

import com.google.common.math.LongMath;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.Optional;

/**
 * What kernels may use together.
 *
 * @param memory in bytes; {@link #UNLIMITED} if one of them has no limit
 * @param nanoCpus in billionths of a CPU; likewise
 */
record Use(int kernels, long memory, long nanoCpus) {
  static final long UNLIMITED = Long.MAX_VALUE;
  static final Use NONE = new Use(0, 0, 0);

  /** Of one that shall be made. */
  static Use of(ServiceSpec kernel) {
    Limits limits = kernel.container().limits().effective();
    return of(limits.memory(), limits.cpus());
  }

  /** Of one that is there. */
  static Use of(Instance kernel) {
    return of(kernel.spec().memory(), kernel.spec().cpus());
  }

  private static Use of(Optional<ByteSize> memory, Optional<Cpus> cpus) {
    return new Use(
        1, memory.map(ByteSize::bytes).orElse(UNLIMITED), cpus.map(Cpus::nanos).orElse(UNLIMITED));
  }

  /** What either of them may use. */
  Use larger(Use other) {
    return new Use(
        Math.max(kernels, other.kernels),
        Math.max(memory, other.memory),
        Math.max(nanoCpus, other.nanoCpus));
  }

  Use and(Use other) {
    return new Use(
        kernels + other.kernels,
        LongMath.saturatedAdd(memory, other.memory),
        LongMath.saturatedAdd(nanoCpus, other.nanoCpus));
  }
}
