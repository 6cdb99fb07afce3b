package io.llmspell.fleet.daemon.http;

/** What somebody may do; each may all that those before it may. */
public enum Role {
  /** Whoever asks, known or not. */
  ANYBODY,
  /** Sees. */
  VIEWER,
  /** Has kernels of his own. */
  USER,
  /** Has the fleet. */
  OPERATOR;

  /** Whether this role may what the other may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
