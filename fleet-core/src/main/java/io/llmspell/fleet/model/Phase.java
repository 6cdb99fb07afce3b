package io.llmspell.fleet.model;

/**
 * How far an instance has come. A phase only moves forward; whether it answers is said beside it,
 * by its {@link Health}.
 */
public enum Phase {
  /** Wanted, nothing made yet. */
  PENDING,
  /** Made, not started. */
  CREATING,
  /** Runs, and has not been seen to answer. */
  STARTING,
  /** Has answered {@code kernel_info}; a plain container: runs, or is healthy if it can tell. */
  READY,
  /** Finishes what it executes and takes nothing new. */
  DRAINING,
  /** Has been asked to end. */
  STOPPING,
  /** Has ended. */
  GONE
}
