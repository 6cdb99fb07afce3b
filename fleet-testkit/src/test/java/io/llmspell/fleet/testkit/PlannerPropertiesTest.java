package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every plan, whatever is wanted and whatever is there. */
class PlannerPropertiesTest extends PlanProperties {
  @Test
  void everyObservedInstanceIsInExactlyOneBucket() {
    everyCase(
        "everyObservedInstanceIsInExactlyOneBucket",
        c ->
            assertThat(bucketed(c.plan()))
                .containsExactlyInAnyOrderElementsOf(c.observed().instances()));
  }

  @Test
  void everyInstanceOfAPartialLookIsInExactlyOneBucket() {
    everyCase(
        "everyInstanceOfAPartialLookIsInExactlyOneBucket",
        c -> {
          ObservedFleet partial = c.generator().partial(c.observed());
          assertThat(bucketed(Planner.plan(c.desired(), partial, c.scope(), Samples.LATER)))
              .containsExactlyInAnyOrderElementsOf(partial.instances());
        });
  }

  @Test
  void nothingFollowsFromAPartialLook() {
    everyCase(
        "nothingFollowsFromAPartialLook",
        c -> {
          ObservedFleet partial = c.generator().partial(c.observed());
          Plan plan = Planner.plan(c.desired(), partial, c.scope(), Samples.LATER);
          assertThat(plan.isEmpty()).as(plan.toString()).isTrue();
          assertThat(plan.ended()).isEmpty();
        });
  }

  @Test
  void theOrderOfWhatWasSeenDoesNotMatter() {
    everyCase(
        "theOrderOfWhatWasSeenDoesNotMatter",
        c -> {
          ObservedFleet seen = c.observed();
          List<Instance> shuffled = new ArrayList<>(seen.instances());
          Collections.shuffle(shuffled, new Random(shuffled.size()));
          ObservedFleet other =
              new ObservedFleet(
                  seen.project(),
                  shuffled,
                  seen.images(),
                  seen.networks(),
                  seen.volumes(),
                  seen.unseen(),
                  seen.leftovers());
          assertThat(Planner.plan(c.desired(), other, c.scope(), Samples.LATER))
              .isEqualTo(c.plan());
        });
  }

  @Test
  void asManySlotsOfASelectedServiceAreFilledAsItHasReplicasEachOnce() {
    everyCase(
        "asManySlotsOfASelectedServiceAreFilledAsItHasReplicasEachOnce",
        c -> {
          List<Slot> filled = filled(c.plan()).toList();
          assertThat(filled).doesNotHaveDuplicates();
          for (ServiceSpec service : c.desired().services().values()) {
            assertThat(filled)
                .filteredOn(slot -> slot.service().equals(service.name()))
                .hasSize(service.replicas());
          }
        });
  }

  @Test
  void onlyWhatLivesStaysBeyondTheReplicas() {
    everyCase(
        "onlyWhatLivesStaysBeyondTheReplicas",
        c ->
            assertThat(
                    Stream.concat(
                        c.plan().starts().stream().map(Action.Start::slot),
                        c.plan().replacements().stream()
                            .filter(
                                r ->
                                    c.observed().instances().stream()
                                        .noneMatch(
                                            i ->
                                                i.isRunning()
                                                    && i.slot()
                                                        .equals(Optional.of(r.successor().slot()))))
                            .map(r -> r.successor().slot())))
                .allMatch(slot -> slot.index() <= replicas(c, slot)));
  }

  @Test
  void nothingThatLivesIsScaledAwayWhileAnEmptySlotIsFilled() {
    everyCase(
        "nothingThatLivesIsScaledAwayWhileAnEmptySlotIsFilled",
        c -> {
          List<ServiceName> starting =
              c.plan().starts().stream().map(start -> start.service().name()).toList();
          assertThat(scaledAway(c))
              .noneMatch(i -> starting.contains(i.slot().orElseThrow().service()));
        });
  }

  @Test
  void noBusyKernelIsScaledAwayWhileAnIdleOneStays() {
    everyCase(
        "noBusyKernelIsScaledAwayWhileAnIdleOneStays",
        c ->
            scaledAway(c)
                .filter(gone -> gone.health() == Health.BUSY && isAlone(c, gone))
                .forEach(
                    gone ->
                        assertThat(staying(c, gone))
                            .as(gone + " goes")
                            .allMatch(stays -> stays.health() == Health.BUSY)));
  }

  private static int replicas(Case c, Slot slot) {
    return Objects.requireNonNull(c.desired().services().get(slot.service())).replicas();
  }

  /** Instances that run and go because there are too many. */
  private static Stream<Instance> scaledAway(Case c) {
    return c.plan().removals().stream()
        .filter(removal -> removal.reason().startsWith("the service is scaled"))
        .map(Action.Remove::instance)
        .filter(Instance::isRunning);
  }

  /** Nothing else is seen in its slot, which would count with it. */
  private static boolean isAlone(Case c, Instance instance) {
    return c.observed().instances().stream().filter(i -> i.slot().equals(instance.slot())).count()
        == 1;
  }

  private static List<Instance> staying(Case c, Instance gone) {
    return c.plan().kept().stream()
        .map(Action.Keep::instance)
        .filter(stays -> stays.isRunning() && stays.service().equals(gone.service()))
        .filter(stays -> isAlone(c, stays))
        .toList();
  }

  private static Stream<Slot> filled(Plan plan) {
    return Stream.concat(
        successors(plan).map(Action.Start::slot),
        Stream.concat(
                plan.kept().stream().map(Action.Keep::instance),
                plan.promotions().stream().map(Action.Promote::staged))
            .map(instance -> instance.slot().orElseThrow()));
  }

  @Test
  void aServiceScaledToNothingNeverStarts() {
    everyCase(
        "aServiceScaledToNothingNeverStarts",
        c -> {
          DesiredFleet nothing = c.desired().mapServices(service -> service.withReplicas(0));
          Plan plan = Planner.plan(nothing, c.observed(), c.scope(), Samples.LATER);
          assertThat(successors(plan)).isEmpty();
          assertThat(plan.ensures()).isEmpty();
          assertThat(plan.kept()).isEmpty();
        });
  }

  @Test
  void noTwoInstancesOfAPlanGetOneName() {
    everyCase(
        "noTwoInstancesOfAPlanGetOneName",
        c ->
            assertThat(
                    Stream.concat(
                        successors(c.plan()).map(Action.Start::name),
                        c.plan().promotions().stream().map(Action.Promote::name)))
                .doesNotHaveDuplicates());
  }

  @Test
  void everyActionSaysWhy() {
    everyCase(
        "everyActionSaysWhy",
        c ->
            assertThat(
                    Stream.<List<? extends Action>>of(
                            c.plan().ensures(),
                            c.plan().starts(),
                            c.plan().replacements(),
                            c.plan().removals(),
                            c.plan().kept(),
                            c.plan().promotions(),
                            c.plan().collects())
                        .flatMap(List::stream))
                .allMatch(action -> !action.reason().isBlank() && !action.subject().isBlank()));
  }

  private static List<Instance> bucketed(Plan plan) {
    List<Instance> all = new ArrayList<>();
    plan.replacements()
        .forEach(
            replace -> {
              all.add(replace.old());
              replace.staged().ifPresent(all::add);
            });
    plan.promotions().forEach(promote -> all.add(promote.staged()));
    plan.removals().forEach(remove -> all.add(remove.instance()));
    plan.kept().forEach(keep -> all.add(keep.instance()));
    all.addAll(plan.orphans());
    all.addAll(plan.untouched());
    return all;
  }
}
