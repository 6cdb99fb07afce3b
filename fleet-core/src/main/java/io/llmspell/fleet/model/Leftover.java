package io.llmspell.fleet.model;

import java.time.Instant;

/**
 * Something in the engine that was made for an instance or a project and that nobody uses. It may
 * be what a crash left, and it may be about to be used: only its age, or the death of whoever made
 * it, tells these apart.
 *
 * @param name its name in the engine
 * @param mark what tells it from another of the same name that is made later
 * @param since when it was made, by the clock of the engine or of whoever made it
 * @param abandoned whether whoever made it is known to have died
 */
public record Leftover(Kind kind, String name, String mark, Instant since, boolean abandoned) {

  /** What sort of thing it is. */
  public enum Kind {
    /** The lease of a kernel's ports, with the kernel's files. */
    LEASE,
    /** A network of the project. */
    NETWORK
  }

  /** In words, for people. */
  public String description() {
    return switch (kind) {
      case LEASE -> "lease " + name;
      case NETWORK -> "network " + name;
    };
  }
}
