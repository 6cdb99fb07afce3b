package io.llmspell.fleet.loop;

import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a fleet shall be brought up.
 *
 * @param await whether to wait until all is ready
 * @param consent is shown the plan before anything is done; false ends it there
 * @param drain how long a busy kernel that shall end may finish what it executes; absent: as long
 *     as its service's {@code stop_grace_period}
 * @param inputs what is said of the project now, and recorded before anything is done: files and
 *     profiles, and numbers of replicas, which win over those that were recorded, as those do over
 *     the fleet's; absent: nothing is said, and the fleet's numbers hold
 */
public record UpRequest(
    Scope scope,
    boolean await,
    Publish publish,
    Predicate<Plan> consent,
    Optional<Duration> drain,
    Optional<Inputs> inputs) {
  /** All services, waited for, without a question. */
  public static final UpRequest ALL = new UpRequest(Scope.ALL, true, Publish.AUTO, plan -> true);

  /** With nothing said about busy kernels, and nothing to be recorded. */
  public UpRequest(Scope scope, boolean await, Publish publish, Predicate<Plan> consent) {
    this(scope, await, publish, consent, Optional.empty(), Optional.empty());
  }
}
