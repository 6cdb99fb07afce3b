package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A runtime that tells what happens to instances, in its own words. */
public interface EventSource {

  /**
   * Hands over what happens to the instances of a project, in order. Blocks until the second moment
   * has come, for ever without one, or until the thread is interrupted. How far back a runtime
   * remembers is its own affair.
   *
   * @param since from when on; absent: from now on
   * @param until up to when
   */
  void events(
      ProjectName project,
      Optional<Instant> since,
      Optional<Instant> until,
      Consumer<InstanceEvent> consumer);

  /**
   * Something that happened.
   *
   * @param what in the engine's word: {@code start}, {@code die}
   * @param instance the instance's name then
   * @param id its id
   * @param facts what more the engine says: {@code exitCode}
   */
  record InstanceEvent(
      Instant at, String what, String instance, String id, Map<String, String> facts) {
    public InstanceEvent {
      facts = Map.copyOf(facts);
    }
  }
}
