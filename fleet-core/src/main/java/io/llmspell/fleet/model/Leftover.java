package io.llmspell.fleet.model;

import java.time.Instant;

/**
 * Something in the engine that was made for an instance or a project and that nobody uses. It may
 * be what a crash left, and it may be about to be used: only what is known of its maker, or its
 * age, tells these apart.
 *
 * @param name its name in the engine
 * @param mark what tells it from another of the same name that is made later
 * @param since when it was made, by the clock of the engine or of whoever made it
 * @param maker what is known of the process that made it
 */
public record Leftover(Kind kind, String name, String mark, Instant since, MakerState maker) {

  /** What sort of thing it is. */
  public enum Kind {
    /** The lease of a kernel's ports, with the kernel's files; or a claim on it. */
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
