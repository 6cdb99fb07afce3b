package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Slot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done, in named buckets. Every instance that was seen is in exactly one of {@code
 * replacements}, {@code removals}, {@code kept}, {@code promotions}, {@code orphans} and {@code
 * untouched}.
 *
 * @param ensures resources to bring along, before all else
 * @param starts empty slots to fill
 * @param replacements slots to fill anew
 * @param removals instances to end for good
 * @param kept instances that are as the file wants them
 * @param orphans instances of services that the file no longer has, left where they are
 * @param untouched instances that this plan has nothing to say about: ad-hoc kernels, services that
 *     were not asked for or are inactive
 * @param promotions staged successors that shall have their slot's name
 * @param collects what crashes have left
 */
public record Plan(
    List<Action.Ensure> ensures,
    List<Action.Start> starts,
    List<Action.Replace> replacements,
    List<Action.Remove> removals,
    List<Action.Keep> kept,
    List<Instance> orphans,
    List<Instance> untouched,
    List<Action.Promote> promotions,
    List<Action.Collect> collects) {

  public Plan {
    ensures = List.copyOf(ensures);
    starts = List.copyOf(starts);
    replacements = List.copyOf(replacements);
    removals = List.copyOf(removals);
    kept = List.copyOf(kept);
    orphans = List.copyOf(orphans);
    untouched = List.copyOf(untouched);
    promotions = List.copyOf(promotions);
    collects = List.copyOf(collects);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return Stream.of(ensures, starts, replacements, removals, promotions, collects)
        .allMatch(List::isEmpty);
  }

  /** The same, with resources that were brought along before it was made. */
  public Plan after(List<Action.Ensure> brought) {
    return new Plan(
        brought, starts, replacements, removals, kept, orphans, untouched, promotions, collects);
  }

  /** The same, with orphans that go, too. */
  public Plan alsoRemoving(List<Action.Remove> gone) {
    List<Instance> going = gone.stream().map(Action.Remove::instance).toList();
    return new Plan(
        ensures,
        starts,
        replacements,
        Stream.concat(removals.stream(), gone.stream()).toList(),
        kept,
        orphans.stream().filter(orphan -> !going.contains(orphan)).toList(),
        untouched,
        promotions,
        collects);
  }

  /** The slots that have an instance once it is done. */
  public Set<Slot> filled() {
    return Stream.of(
            starts.stream().map(Action.Start::slot),
            replacements.stream().map(replace -> replace.successor().slot()),
            kept.stream().flatMap(keep -> keep.instance().slot().stream()),
            promotions.stream().flatMap(promote -> promote.staged().slot().stream()))
        .flatMap(slots -> slots)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Instances that run and would be ended, with whatever state they hold. */
  public List<Instance> ended() {
    return Stream.concat(
            replacements.stream().filter(Action.Replace::endsRunning).map(Action.Replace::old),
            removals.stream().map(Action.Remove::instance).filter(Instance::isRunning))
        .toList();
  }
}
