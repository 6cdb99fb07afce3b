package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ServiceSpec;

/**
 * Whether one more ad-hoc kernel may be made. Asked at the last moment before each that is made,
 * and not for one that is found. Thread-safe.
 */
@FunctionalInterface
public interface Admission {
  /** Whatever is asked for may be made. */
  Admission FREE = (name, kernel) -> () -> {};

  /**
   * Takes a place for a kernel. May block on a look at the runtime.
   *
   * @param name the instance's, under which only one can be made, and by which the runtime shows it
   *     once it is: who asks for the same at once gets the same place
   * @param kernel with all that defaults add, and without what the runtime lacks
   * @throws FleetException if it may not be made; then nothing is taken
   */
  Place admit(String name, ServiceSpec kernel);

  /** What is held for a kernel that the runtime does not show yet. */
  @FunctionalInterface
  interface Place extends AutoCloseable {
    /** The runtime shows the kernel, or it could not be made. Idempotent. */
    @Override
    void close();
  }
}
