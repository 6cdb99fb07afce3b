package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  void everySlotOfASelectedServiceIsFilledOnce() {
    everyCase(
        "everySlotOfASelectedServiceIsFilledOnce",
        c -> {
          List<String> filled =
              Stream.concat(
                      successors(c.plan()).map(start -> start.slot().toString()),
                      Stream.concat(
                              c.plan().kept().stream().map(Action.Keep::instance),
                              c.plan().promotions().stream().map(Action.Promote::staged))
                          .map(instance -> instance.slot().orElseThrow().toString()))
                  .toList();
          List<String> slots =
              c.desired().services().values().stream()
                  .flatMap(
                      s ->
                          Stream.iterate(1, i -> i <= s.replicas(), i -> i + 1)
                              .map(i -> s.name() + "-" + i))
                  .toList();
          assertThat(filled).containsExactlyInAnyOrderElementsOf(slots);
        });
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
