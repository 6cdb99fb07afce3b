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
 */
public record KernelSpec(
    String language,
    Optional<KernelConfig> config,
    Connection connection,
    Interrupt interrupt,
    Duration startupTimeout,
    Ownership ownership) {

  /** How long a kernel may take to answer unless the file says otherwise. */
  public static final Duration DEFAULT_STARTUP_TIMEOUT = Duration.ofSeconds(60);

  /**
   * @throws IllegalArgumentException for an empty language or a time that is not positive
   */
  public KernelSpec {
    if (language.isBlank()) {
      throw new IllegalArgumentException("a kernel's language can't be empty");
    }
    if (startupTimeout.isNegative() || startupTimeout.isZero()) {
      throw new IllegalArgumentException("startup_timeout must be more than nothing");
    }
  }

  /** With nobody named as its owner. */
  public KernelSpec(
      String language,
      Optional<KernelConfig> config,
      Connection connection,
      Interrupt interrupt,
      Duration startupTimeout) {
    this(language, config, connection, interrupt, startupTimeout, Ownership.UNSAID);
  }

  /** The same kernel of somebody else. */
  public KernelSpec withOwnership(Ownership other) {
    return new KernelSpec(language, config, connection, interrupt, startupTimeout, other);
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
