package io.llmspell.fleet.model;

/** What an instance's own protocol (or a plain container's health check) says now. */
public enum Health {
  /** Not asked, or no way to ask. */
  UNKNOWN,
  /** Answers. */
  HEALTHY,
  /**
   * Its heartbeat answers, it executes something and answers nothing else meanwhile. Never
   * replaced.
   */
  BUSY,
  /** Runs, and its heartbeat is lost or its health check fails. */
  UNRESPONSIVE
}
