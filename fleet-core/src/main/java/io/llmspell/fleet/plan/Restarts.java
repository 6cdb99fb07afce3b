package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A plan that fills certain slots anew, whatever is in them, and touches nothing else. Pure. */
public final class Restarts {
  private static final String REASON = "a restart was asked for";

  private Restarts() {}

  /**
   * Plans to fill these slots anew.
   *
   * @param slots of services that the fleet has; an empty one is filled
   */
  public static Plan plan(DesiredFleet desired, ObservedFleet observed, Set<Slot> slots) {
    List<ServiceSpec> services = new ArrayList<>();
    List<Action.Start> starts = new ArrayList<>();
    List<Action.Replace> replacements = new ArrayList<>();
    List<Action.Remove> removals = new ArrayList<>();
    List<Instance> untouched = new ArrayList<>(observed.instances());
    for (Slot slot : new TreeSet<>(slots)) {
      ServiceSpec service = Objects.requireNonNull(desired.services().get(slot.service()));
      services.add(service);
      List<Instance> there =
          observed.instances().stream().filter(i -> i.slot().equals(Optional.of(slot))).toList();
      String name = InstanceNames.of(desired.project(), service, slot);
      Occupants occupants = Occupants.of(name, there);
      Optional<Instance> old = occupants.current().or(occupants::staged);
      Action.Start start = Action.Start.after(old, service, slot, name, REASON);
      old.ifPresentOrElse(
          instance -> replacements.add(Action.Replace.stopFirst(instance, start)),
          () -> starts.add(start));
      there.stream()
          .filter(instance -> old.filter(instance::equals).isEmpty())
          .forEach(instance -> removals.add(new Action.Remove(instance, REASON)));
      untouched.removeAll(there);
    }
    return new Plan(
        MissingResources.of(desired, observed, Scope.ALL, services),
        starts,
        replacements,
        removals,
        List.of(),
        List.of(),
        untouched,
        List.of(),
        List.of());
  }
}
