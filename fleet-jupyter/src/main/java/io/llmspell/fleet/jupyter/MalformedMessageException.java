package io.llmspell.fleet.jupyter;

/**
 * Frames that are not a message, or not one signed with this key. Checked, since whoever reads from
 * a socket must go on after it: anyone can send anything to an open port.
 */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }
}
