package io.llmspell.fleet.kernel.language;

/** Why a running cell has to stop. */
public enum Interruption {
  /** Somebody asked for it. */
  ASKED("Interrupted", "the execution was interrupted"),
  /** The time that one execution may take is over. */
  TIME_IS_UP("TimeoutError", "the execution took longer than --idle-timeout allows"),
  /** The kernel is about to end. */
  ENDING("Interrupted", "the kernel ends");

  private final String errorName;
  private final String message;

  Interruption(String errorName, String message) {
    this.errorName = errorName;
    this.message = message;
  }

  /** The kind of error that the cell fails with. */
  public String errorName() {
    return errorName;
  }

  /** For people. */
  public String message() {
    return message;
  }
}
