package io.llmspell.fleet.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The {@code x-kernel} of a service.
 *
 * @param language the language its cells are written in: {@code lua}, {@code javascript}, {@code
 *     python} …
 * @param config the kernel's config file; absent if it has none
 * @param connection who writes the connection file
 * @param interrupt how an execution is interrupted
 * @param startupTimeout how long it may take from the container's start to the first answer
 * @param ownership whose it is
 * @param warm how many are kept ready for whoever asks, beside the service's replicas; 0 or more
 * @param culling when one ends that nobody needs
 */
public record KernelSpec(
    String language,
    Optional<KernelConfig> config,
    Connection connection,
    Interrupt interrupt,
    Duration startupTimeout,
    Ownership ownership,
    int warm,
    Culling culling) {

  /** How long a kernel may take to answer unless the file says otherwise. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(60);

  /**
   * @throws IllegalArgumentException for an empty language, a time that is not positive, or fewer
   *     than no kernels
   */
  public KernelSpec {
    if (language.isBlank()) {
      throw new IllegalArgumentException("a kernel's language can't be empty");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startup_timeout must be more than nothing");
    }
    if (warm < 0) {
      throw new IllegalArgumentException("a pool can't have " + warm + " kernels");
    }
  }

  /**
   * One of nobody in particular, of which none are kept ready, and that ends when it is told to.
   */
  public KernelSpec(
      String language,
      Optional<KernelConfig> config,
      Connection connection,
      Interrupt interrupt,
      Duration startupTimeout) {
    this(
        language,
        config,
        connection,
        interrupt,
        startupTimeout,
        Ownership.UNSAID,
        0,
        Culling.NEVER);
  }

  /** The same with another pool. */
  public KernelSpec withWarm(int count) {
    return new KernelSpec(
        language, config, connection, interrupt, startupTimeout, ownership, count, culling);
  }

  /** The same that ends otherwise. */
  public KernelSpec withCulling(Culling other) {
    return new KernelSpec(
        language, config, connection, interrupt, startupTimeout, ownership, warm, other);
  }

  /** The same kernel of somebody else. */
  public KernelSpec withOwnership(Ownership other) {
    return new KernelSpec(
        language, config, connection, interrupt, startupTimeout, other, warm, culling);
  }

  /** Who writes the Jupyter connection file. */
  public enum Connection {
    /** The fleet, before the kernel starts, as Jupyter's own launchers do. */
    PROVIDED,
    /** The kernel, when it starts, as llmspell does; the fleet reads it back. */
    WRITTEN
  }

  /** Jupyter's {@code interrupt_mode}. */
  public enum Interrupt {
    /** An {@code interrupt_request} on the control channel. */
    MESSAGE,
    /** SIGINT. */
    SIGNAL
  }
}
