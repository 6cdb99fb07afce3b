package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import java.time.Duration;
import java.util.List;

/** A runtime that can say which processes an instance has. */
public interface ProcessSource {

  /**
   * The processes, in the order of their ids as far as the engine keeps it.
   *
   * @throws io.llmspell.fleet.error.FleetException with {@code CONFLICT} if the instance does not
   *     run, with {@code NOT_FOUND} if it is gone
   */
  List<RunningProcess> processes(Instance instance);

  /**
   * One process.
   *
   * @param id as the engine's machine numbers it, not the instance
   * @param parent likewise
   * @param user as the engine's machine calls it
   * @param memory what of it is in memory, shared pages included
   * @param cpuTime since its start
   * @param command with its arguments
   */
  record RunningProcess(
      long id,
      long parent,
      String user,
      int nice,
      int threads,
      ByteSize memory,
      Duration cpuTime,
      String command) {}
}
