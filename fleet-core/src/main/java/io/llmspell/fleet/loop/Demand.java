package io.llmspell.fleet.loop;

import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import java.util.Map;

/**
 * What one {@code up} wants. It says it once, before it changes anything; from then on the record
 * counts, so that it undoes nothing of what others say while it works.
 */
final class Demand {
  private final FleetHome home;
  private final DesiredFleet desired;
  private final UpRequest request;
  private boolean isSaid;

  Demand(FleetHome home, DesiredFleet desired, UpRequest request) {
    this.home = home;
    this.desired = desired;
    this.request = request;
  }

  /** What is wanted at one moment. */
  record Wanted(DesiredFleet fleet, Scope scope) {}

  Wanted now() {
    Map<ServiceName, Integer> numbers =
        request
            .inputs()
            .map(asked -> isSaid ? recorded() : recorded().and(asked))
            .map(Inputs::scale)
            .orElse(Map.of());
    return new Wanted(
        desired.withReplicas(numbers),
        isSaid ? request.scope().withImagesFetched() : request.scope());
  }

  /** Whether it is still this fleet that is wanted. */
  boolean isStillFor(DesiredFleet fleet) {
    return now().fleet().equals(fleet);
  }

  /**
   * Records it, the first time. What is filled from now on is not stopped any more, whatever
   * becomes of this command.
   */
  void say(Plan plan) {
    if (!isSaid) {
      home.updateInputs(
          desired.project(),
          before ->
              request
                  .inputs()
                  .map(asked -> before.and(asked).withScaleOf(desired::knows))
                  .orElse(before)
                  .filling(plan.filled()));
      isSaid = true;
    }
  }

  private Inputs recorded() {
    return home.inputs(desired.project());
  }
}
