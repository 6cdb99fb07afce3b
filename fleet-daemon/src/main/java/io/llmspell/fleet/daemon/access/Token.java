package io.llmspell.fleet.daemon.access;

import java.time.Instant;

/**
 * What is kept of a token: whom it stands for, and by what it is known again. The token itself is
 * not.
 *
 * @param digest of the token; what people call it by is the beginning of this
 * @param createdAt when it was made, by its maker's clock
 */
public record Token(TokenDigest digest, Principal principal, Instant createdAt) {
  /**
   * @throws IllegalArgumentException for a name that stands for nobody in particular, and for a
   *     quota of who makes nothing
   */
  public Token {
    if (principal.user().equals(Principal.LOCAL.user())
        || principal.user().equals(Principal.NOBODY.user())) {
      throw new IllegalArgumentException(
          "'" + principal.user() + "' is whoever has no token: call the user otherwise");
    }
    if (principal.role() == Role.VIEWER && !principal.quota().equals(Quota.NONE)) {
      throw new IllegalArgumentException("a viewer makes no kernels, and so has no quota");
    }
  }

  /** What people call it by. */
  public String id() {
    return digest.id();
  }
}
