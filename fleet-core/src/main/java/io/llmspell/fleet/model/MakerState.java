package io.llmspell.fleet.model;

/** What is known of the process that makes something, or has made it. */
public enum MakerState {
  /** It runs: what it has made and does not use yet, it is about to use. */
  ALIVE,
  /** It has ended: nobody will use what it made and has not used. */
  DEAD,
  /** It runs elsewhere, or where it can't be seen, or it did not say which it is. */
  UNKNOWN
}
