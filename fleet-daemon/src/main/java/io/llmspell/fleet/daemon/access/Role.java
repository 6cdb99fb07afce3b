package io.llmspell.fleet.daemon.access;

import java.util.Locale;

/** What a user may do at all; each role may do all that those before it may. */
public enum Role {
  /** Whoever asks, known or not; no token has it. */
  ANYBODY,
  /** Reads what he may see. */
  VIEWER,
  /** Also makes kernels of his own, and uses them and those that are shared with him. */
  USER,
  /** Everything, with everybody's. */
  OPERATOR;

  /** Whether whoever has this role may do what that role may. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As it is written: {@code viewer}, {@code user} or {@code operator}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Role parse(String text) {
    for (Role role : values()) {
      if (role != ANYBODY && role.toString().equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is not one of viewer, user or operator");
  }
}
