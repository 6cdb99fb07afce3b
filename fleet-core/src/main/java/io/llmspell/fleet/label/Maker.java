package io.llmspell.fleet.label;

import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.MakerState;

/**
 * Who makes a container: a user, and the process that does it. The process is named so that every
 * other process on the same machine can tell whether it still lives; a process elsewhere can't.
 *
 * @param user for people
 * @param process boot id, process namespace, process id and start time, with slashes between them;
 *     empty where that can't be had
 */
public record Maker(String user, String process) {
  /** This process. */
  public static Maker ofThisProcess() {
    return new Maker(System.getProperty("user.name", "unknown"), Processes.HERE.self().orElse(""));
  }

  /** What this process can see of the one that calls itself so. */
  public static MakerState stateOf(String process) {
    return Processes.HERE.stateOf(process);
  }
}
