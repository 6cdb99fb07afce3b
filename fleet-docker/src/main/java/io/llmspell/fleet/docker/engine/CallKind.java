package io.llmspell.fleet.docker.engine;

/** What a call does, from which follows what may be done about it when it fails. */
enum CallKind {
  /** Changes nothing. */
  READ(true),
  /** Leaves the same behind however often it is made. */
  CHANGE(true),
  /** Does harm, or something else, if it is made twice. */
  CHANGE_ONCE(false),
  /** Is answered bit by bit, for as long as it takes, or until its thread is interrupted. */
  STREAM(false);

  private final boolean repeatable;

  CallKind(boolean repeatable) {
    this.repeatable = repeatable;
  }

  /** Whether it may be made again though the engine may have got it already. */
  boolean isRepeatable() {
    return repeatable;
  }
}
