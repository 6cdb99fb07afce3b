package io.llmspell.fleet.jupyter;

import io.llmspell.fleet.model.ConnectionInfo;

/** The channels that carry messages; the heartbeat carries none. */
public enum Channel {
  SHELL,
  IOPUB,
  STDIN,
  CONTROL;

  /** The TCP port of this channel. */
  public int port(ConnectionInfo connection) {
    return switch (this) {
      case SHELL -> connection.shell();
      case IOPUB -> connection.iopub();
      case STDIN -> connection.stdin();
      case CONTROL -> connection.control();
    };
  }
}
