package io.llmspell.fleet.model;

import java.util.Optional;

/**
 * Whose a kernel is, and who else may use it. What is said here is fixed when the kernel is made:
 * to change it replaces the kernel, since who had it knows its key, and what it has computed is
 * his.
 *
 * @param owner absent if nobody was named: then it is the operator's in a service's slot, and else
 *     whose system user has made it
 */
public record Ownership(Optional<UserName> owner, Sharing sharing) {
  /** Nobody is named. */
  public static final Ownership UNSAID = new Ownership(Optional.empty(), Sharing.NOBODY);

  /** A user's own, and nobody else's. */
  public static Ownership of(UserName owner) {
    return new Ownership(Optional.of(owner), Sharing.NOBODY);
  }
}
