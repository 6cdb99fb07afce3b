package io.llmspell.fleet.loop;

import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.function.Predicate;

/**
 * How a fleet shall be brought up.
 *
 * @param await whether to wait until all is ready
 * @param consent is shown the plan before anything is done; false ends it there
 */
public record UpRequest(Scope scope, boolean await, Publish publish, Predicate<Plan> consent) {
  /** All services, waited for, without a question. */
  public static final UpRequest ALL = new UpRequest(Scope.ALL, true, Publish.AUTO, plan -> true);
}
