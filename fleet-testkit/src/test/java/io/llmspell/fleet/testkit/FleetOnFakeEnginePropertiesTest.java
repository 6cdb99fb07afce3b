package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What holds of the whole loop, whatever is wanted and whoever else is at work. */
class FleetOnFakeEnginePropertiesTest extends FleetOnFakeEngine {
  /** Either may lose a slot to the other, and says so; none is filled twice. */
  @Test
  void afterTwoUpsAtOnceAThirdFindsOrFillsEverySlotOnce() {
    Seeds.rounds(
        "afterTwoUpsAtOnceAThirdFindsOrFillsEverySlotOnce",
        50,
        random -> {
          List<Callable<UpResult>> ups =
              List.of(() -> fleet().up(MIXED, NO_WAIT), () -> fleet().up(MIXED, NO_WAIT));
          for (Outcome<UpResult> outcome : AtOnce.run(ups)) {
            assertThat(outcome.value().orElseThrow().failures())
                .allMatch(failure -> failure.code().retryable());
          }
          assertThat(fleet().up(MIXED, NO_WAIT).failures()).isEmpty();
          assertThat(fleet().plan(MIXED, Scope.ALL).isEmpty()).isTrue();
          assertThat(engine.containers()).hasSize(4);
          fleet().down(MIXED, true);
          assertThat(engine.containers()).isEmpty();
        });
  }

  @Test
  void everyFleetConvergesInARoundOfUps() {
    Seeds.rounds(
        "everyFleetConvergesInARoundOfUps",
        100,
        random -> {
          FleetGenerator generator = new FleetGenerator(random);
          FleetGenerator.IMAGES.forEach(engine::publish);
          engine.addForeign("foreign", Set.of(9560));
          String foreign = engine.state("foreign").orElseThrow();
          DesiredFleet desired = generator.desired();
          engine.containers().stream()
              .filter(name -> random.nextInt(3) == 0 && !name.equals("foreign"))
              .forEach(name -> engine.crash(name, 1, false));
          assertThat(fleet().up(independent(desired), NO_WAIT).failures()).isEmpty();
          Scope scope = Scope.ALL.withImagesFetched();
          assertThat(fleet().plan(independent(desired), scope).isEmpty()).isTrue();
          assertThat(engine.state("foreign")).contains(foreign);
          engine.removeForeign("foreign");
        });
  }

  /** Without waiting for each other: jobs that never end would be waited for. */
  private static DesiredFleet independent(DesiredFleet fleet) {
    return fleet.mapServices(
        s ->
            new ServiceSpec(
                s.name(),
                s.image(),
                s.pullPolicy(),
                s.replicas(),
                s.containerName(),
                List.of(),
                s.kernel(),
                s.container(),
                Deployment.DEFAULT));
  }
}
