package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.NOW;
import static io.llmspell.fleet.plan.Seen.abandoned;
import static io.llmspell.fleet.plan.Seen.ended;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of a service's instances stay when there are too many, and which slots are filled. */
class SlotChoiceTest {
  private static final ServiceSpec LUA = kernel("lua", 2);

  @Test
  void ofWhatIsAsOldAndDoesNothingTheHighestIndicesGo() {
    Plan plan = plan(LUA.withReplicas(1), running(LUA, 1), running(LUA, 2), running(LUA, 3));
    assertThat(plan.removals())
        .extracting(Action.Remove::subject)
        .containsExactly("demo-lua-2", "demo-lua-3");
    assertThat(plan.removals().get(0).reason()).isEqualTo("the service is scaled to 1");
    assertThat(plan.kept()).extracting(Action.Keep::subject).containsExactly("demo-lua-1");
  }

  @Test
  void theYoungestGoes() {
    Plan plan =
        plan(LUA, aged(running(LUA, 1), 1), aged(running(LUA, 2), 3), aged(running(LUA, 3), 2));
    assertThat(plan.removals()).extracting(Action.Remove::subject).containsExactly("demo-lua-1");
    assertThat(plan.starts()).isEmpty();
  }

  @Test
  void whatIsIdleGoesBeforeWhatIsBusyHoweverOldItIs() {
    Plan plan =
        plan(
            LUA,
            aged(running(LUA, 1), 9),
            aged(running(LUA, 2), 8),
            aged(running(LUA, 3), 1).withHealth(Health.BUSY));
    assertThat(plan.removals()).extracting(Action.Remove::subject).containsExactly("demo-lua-2");
  }

  @Test
  void ofWhatIsBusyTheYoungestGoes() {
    Plan plan =
        plan(
            LUA.withReplicas(1),
            aged(running(LUA, 1), 1).withHealth(Health.BUSY),
            aged(running(LUA, 2), 2).withHealth(Health.BUSY));
    assertThat(plan.removals()).extracting(Action.Remove::subject).containsExactly("demo-lua-1");
  }

  @Test
  void whatRunsBeyondTheReplicasStaysInsteadOfWhatHasEnded() {
    Plan plan = plan(LUA, ended(LUA, 1, 3), running(LUA, 2), running(LUA, 3));
    assertThat(plan.removals()).extracting(Action.Remove::subject).containsExactly("demo-lua-1");
    assertThat(plan.kept())
        .extracting(Action.Keep::subject)
        .containsExactly("demo-lua-2", "demo-lua-3");
    assertThat(plan.replacements()).isEmpty();
  }

  @Test
  void theLowestFreeSlotIsFilled() {
    Plan plan =
        plan(LUA.withReplicas(3), running(LUA, 1), running(LUA, 4), abandoned(running(LUA, 2)));
    assertThat(plan.replacements())
        .extracting(Action.Replace::subject)
        .containsExactly("demo-lua-2");
    assertThat(plan.starts()).isEmpty();
  }

  @Test
  void aSlotThatIsStoppedStaysEmptyAndCounts() {
    Slot stopped = new Slot(new ServiceName("lua"), 1);
    Scope scope = new Scope(Set.of(), false, false, Set.of(stopped));
    Plan plan = Planner.plan(fleet(LUA.withReplicas(3)), seen(running(LUA, 2)), scope, LATER);
    assertThat(plan.starts()).extracting(Action.Start::name).containsExactly("demo-lua-3");
    assertThat(plan.filled()).doesNotContain(stopped).hasSize(2);
  }

  private static Plan plan(ServiceSpec service, Instance... instances) {
    return Planner.plan(fleet(service), seen(instances), Scope.ALL, LATER);
  }

  private static Instance aged(Instance i, int hours) {
    return new Instance(
        i.id(),
        i.name(),
        i.handle(),
        i.slot(),
        i.spec(),
        i.phase(),
        i.health(),
        i.host(),
        NOW.minus(Duration.ofHours(hours)),
        i.startedAt(),
        i.exit(),
        i.maker());
  }
}
