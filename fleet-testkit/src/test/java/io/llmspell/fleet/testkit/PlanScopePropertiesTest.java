package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Planner;
import io.llmspell.fleet.plan.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no plan touches, whatever is wanted and whatever is there. */
class PlanScopePropertiesTest extends PlanProperties {
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
