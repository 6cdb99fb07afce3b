package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every plan, whatever is wanted and whatever is there. */
class PlannerPropertiesTest {
  private static final int ROUNDS = 2_000;

  private static final Scope WITH_ORPHANS = new Scope(Set.of(), true, false);

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
  void adHocKernelsAndInactiveServicesAreLeftAlone() {
    everyCase(
        "adHocKernelsAndInactiveServicesAreLeftAlone",
        c ->
            assertThat(c.plan().untouched())
                .containsExactlyInAnyOrderElementsOf(
                    c.observed().instances().stream()
                        .filter(
                            i ->
                                i.service().isEmpty()
                                    || c.desired().inactive().contains(i.service().get()))
                        .filter(i -> !isNeverStarted(i))
                        .toList()));
  }

  @Test
  void orphansAreRemovedOnlyIfAsked() {
    everyCase(
        "orphansAreRemovedOnlyIfAsked",
        c -> {
          List<Instance> strangers =
              c.observed().instances().stream()
                  .filter(i -> i.service().filter(s -> isInFile(c.desired(), s)).isEmpty())
                  .filter(i -> i.service().isPresent())
                  .filter(i -> !isNeverStarted(i))
                  .toList();
          Plan careful = Planner.plan(c.desired(), c.observed(), Scope.ALL, Samples.LATER);
          assertThat(careful.orphans()).containsExactlyInAnyOrderElementsOf(strangers);
          Plan thorough = Planner.plan(c.desired(), c.observed(), WITH_ORPHANS, Samples.LATER);
          assertThat(thorough.orphans()).isEmpty();
          assertThat(thorough.removals())
              .extracting(Action.Remove::instance)
              .containsAll(strangers);
        });
  }

  @Test
  void aScopeIsNeverLeft() {
    everyCase(
        "aScopeIsNeverLeft",
        c -> {
          for (ServiceName asked : c.desired().services().keySet()) {
            Set<ServiceName> allowed = closure(c.desired(), asked);
            Plan plan =
                Planner.plan(
                    c.desired(),
                    c.observed(),
                    new Scope(Set.of(asked), false, false),
                    Samples.LATER);
            assertThat(successors(plan)).allMatch(s -> allowed.contains(s.slot().service()));
            assertThat(
                    Stream.concat(
                        plan.removals().stream().map(Action.Remove::instance),
                        plan.replacements().stream().map(Action.Replace::old)))
                .allMatch(i -> isNeverStarted(i) || allowed.contains(i.service().orElseThrow()));
          }
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

  private record Case(
      FleetGenerator generator, DesiredFleet desired, ObservedFleet observed, Scope scope) {
    Plan plan() {
      return Planner.plan(desired, observed, scope, Samples.LATER);
    }
  }

  private static void everyCase(String test, Consumer<Case> property) {
    Seeds.rounds(
        test,
        ROUNDS,
        random -> {
          FleetGenerator generator = new FleetGenerator(random);
          DesiredFleet desired = generator.desired();
          Scope scope = random.nextBoolean() ? Scope.ALL : WITH_ORPHANS;
          property.accept(new Case(generator, desired, generator.observed(desired), scope));
        });
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

  private static Stream<Action.Start> successors(Plan plan) {
    return Stream.concat(
        plan.starts().stream(), plan.replacements().stream().map(Action.Replace::successor));
  }

  /** Everything that was seen is old by then, so whoever made this has died. */
  private static boolean isNeverStarted(Instance instance) {
    return instance.phase() == Phase.CREATING;
  }

  private static boolean isInFile(DesiredFleet desired, ServiceName service) {
    return desired.services().containsKey(service) || desired.inactive().contains(service);
  }

  private static Set<ServiceName> closure(DesiredFleet desired, ServiceName service) {
    Set<ServiceName> names = new HashSet<>(Set.of(service));
    desired.services().entrySet().stream()
        .filter(entry -> entry.getKey().equals(service))
        .flatMap(entry -> entry.getValue().dependsOn().stream())
        .forEach(dependency -> names.addAll(closure(desired, dependency.service())));
    return names;
  }
}
