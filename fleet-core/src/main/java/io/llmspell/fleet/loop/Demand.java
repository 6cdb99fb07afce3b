package io.llmspell.fleet.loop;

import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * What is wanted at one moment.
   *
   * @param stopped the slots that were stopped by hand, as far as it was recorded then
   */
  record Wanted(DesiredFleet fleet, Scope scope, Set<Slot> stopped) {}

  Wanted now() {
    Inputs recorded = home.inputs(desired.project());
    Map<ServiceName, Integer> numbers =
        request
            .inputs()
            .map(asked -> isSaid ? recorded : recorded.and(asked))
            .map(Inputs::scale)
            .orElse(Map.of());
    return new Wanted(
        desired.withReplicas(numbers),
        isSaid ? request.scope().withImagesFetched().leaving(recorded.stopped()) : request.scope(),
        recorded.stopped());
  }

  /** Whether it is still this fleet that is wanted. */
  boolean isStillFor(DesiredFleet fleet) {
    return now().fleet().equals(fleet);
  }

  /**
   * Records it, the first time. A slot that was stopped before, and that the plan fills or has one
   * too many of, is not stopped any more, whatever becomes of this command.
   */
  void say(Wanted wanted, Plan plan) {
    if (isSaid) {
      return;
    }
    Set<Slot> filled = plan.filled();
    List<Slot> lifted =
        wanted.stopped().stream()
            .filter(slot -> filled.contains(slot) || wanted.scope().covers(desired, slot))
            .toList();
    home.updateInputs(
        desired.project(),
        before ->
            request
                .inputs()
                .map(asked -> before.and(asked).withScaleOf(desired::knows))
                .orElse(before)
                .filling(lifted));
    isSaid = true;
  }
}
