package io.llmspell.fleet.daemon.http;

/**
 * Somebody who asks.
 *
 * @param name for the audit log and for what is his; never a secret
 */
public record Principal(String name, Role role) {
  /** Who said nothing of himself. */
  public static final Principal NOBODY = new Principal("nobody", Role.ANYBODY);
}
