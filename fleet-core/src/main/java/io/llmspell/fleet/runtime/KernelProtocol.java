package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The Jupyter protocol, as far as an orchestrator speaks it. Safe to use from several threads.
 *
 * <p>All failures of a kernel to answer are answers here; nothing is thrown for them.
 */
public interface KernelProtocol extends AutoCloseable {

  /** The content of a connection file. */
  byte[] encode(ConnectionInfo connection);

  /**
   * Reads the content of a connection file.
   *
   * @throws io.llmspell.fleet.error.FleetException with {@code INVALID_FILE}, if it is not one; a
   *     file that a kernel has only half written is not one
   */
  ConnectionInfo decode(byte[] content);

  /**
   * Asks one kernel for its heartbeat and its {@code kernel_info}. Blocks until {@code kernel_info}
   * answers, at most for the given time.
   *
   * @return its health is {@link Health#HEALTHY} if {@code kernel_info} answered, {@link
   *     Health#BUSY} if only the heartbeat did, {@link Health#UNRESPONSIVE} if neither did
   */
  default Answer probe(ConnectionInfo connection, Duration patience) {
    return probeAll(List.of(connection), patience).get(0);
  }

  /**
   * Waits until a kernel that is about to start answers {@code kernel_info}, with one patient
   * socket. Blocks at most for the given time.
   *
   * @param abandoned asked a few times a second; true ends the wait
   * @return the health, as {@link #probe} has it
   */
  Health await(ConnectionInfo connection, Duration patience, BooleanSupplier abandoned);

  /**
   * Asks several kernels at once. Blocks until all have answered, at most for the given time.
   *
   * @return one answer for each, in the same order
   */
  List<Answer> probeAll(List<ConnectionInfo> connections, Duration patience);

  /**
   * Sends {@code interrupt_request} on the control channel. Blocks until the reply, at most for the
   * given time.
   *
   * @return whether the kernel confirmed it
   */
  boolean interrupt(ConnectionInfo connection, Duration patience);

  /**
   * Listens to what a kernel publishes of its work. Does not block, and does not fail if nothing is
   * there: it is heard as soon as it is. What it publishes while nothing hears it is lost.
   *
   * @param heard called from another thread, in the order of what is heard; must be quick, and
   *     throw nothing. May be called a last time while the listening is closed
   * @throws IllegalStateException after {@link #close}
   */
  Listening listen(ConnectionInfo connection, Consumer<Sign> heard);

  /** Ends all sockets and threads; idempotent. */
  @Override
  void close();

  /** One that listens, until it is closed. Idempotent, thread-safe. */
  @FunctionalInterface
  interface Listening extends AutoCloseable {
    /** Does not block. */
    @Override
    void close();
  }

  /** What something that a kernel publishes tells of its work. */
  enum Sign {
    /** It lives. Somebody has asked it something that is no work: whether it lives, what it is. */
    ALIVE,
    /** It executes something for a client, or tells what has come of it. */
    BUSY,
    /** It has finished that. */
    IDLE
  }

  /**
   * What one kernel answered.
   *
   * @param heartbeat from the question to its echo, the making of the connection included; absent
   *     if none came, or if it was not waited for because {@code kernel_info} came long before
   */
  record Answer(Health health, Optional<Duration> heartbeat) {}
}
