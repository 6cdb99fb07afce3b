package io.llmspell.fleet.kernel.language;

/** The states of {@code is_complete_reply}. */
public enum Completeness {
  COMPLETE,
  INCOMPLETE,
  INVALID
}
