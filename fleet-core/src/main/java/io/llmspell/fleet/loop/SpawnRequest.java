package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.Optional;

/**
 * One ad-hoc kernel.
 *
 * @param kernel what to run, and in whose name; its own name and its replicas mean nothing
 * @param name what to call it; absent: its id
 * @param admission whether it may be made
 */
public record SpawnRequest(
    ServiceSpec kernel, Optional<String> name, Publish publish, Admission admission) {

  /** Of somebody who may make as many as he likes. */
  public SpawnRequest(ServiceSpec kernel, Optional<String> name, Publish publish) {
    this(kernel, name, publish, Admission.FREE);
  }
}
