package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.adHoc;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.changed;
import static io.llmspell.fleet.plan.Wanted.dependingOn;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan says nothing about, and what it is asked for. */
class PlannerScopeTest {
  private static final ServiceSpec LUA = kernel("lua", 1);
  private static final ServiceSpec JS = kernel("js", 1);
  private static final Scope WITH_ORPHANS = new Scope(Set.of(), true, false);

  @Test
  void reportsOrphansAndLeavesThem() {
    Plan plan = Planner.plan(fleet(LUA), seen(running(LUA, 1), running(JS, 1)), Scope.ALL, LATER);
    assertThat(plan.orphans()).containsExactly(running(JS, 1));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void removesOrphansIfAsked() {
    Plan plan =
        Planner.plan(fleet(LUA), seen(running(LUA, 1), running(JS, 1)), WITH_ORPHANS, LATER);
    assertThat(plan.orphans()).isEmpty();
    assertThat(plan.removals())
        .containsExactly(new Action.Remove(running(JS, 1), "the file has no service js"));
  }

  @Test
  void leavesAdHocKernelsAlone() {
    Plan plan =
        Planner.plan(fleet(LUA), seen(running(LUA, 1), adHoc("demo-mine")), WITH_ORPHANS, LATER);
    assertThat(plan.untouched()).containsExactly(adHoc("demo-mine"));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void leavesTheServicesOfInactiveProfilesAlone() {
    DesiredFleet fleet = fleet(Set.of(JS.name()), LUA);
    Plan plan = Planner.plan(fleet, seen(running(LUA, 1), running(JS, 1)), WITH_ORPHANS, LATER);
    assertThat(plan.untouched()).containsExactly(running(JS, 1));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void leavesServicesThatWereNotAskedFor() {
    Plan plan =
        Planner.plan(
            fleet(changed(LUA), changed(JS)),
            seen(running(LUA, 1), running(JS, 1)),
            only("lua"),
            LATER);
    assertThat(plan.replacements())
        .extracting(Action.Replace::subject)
        .containsExactly("demo-lua-1");
    assertThat(plan.untouched()).containsExactly(running(JS, 1));
  }

  @Test
  void bringsAlongWhatAnAskedServiceDependsOn() {
    DesiredFleet fleet =
        fleet(dependingOn(LUA, "js"), dependingOn(JS, "db"), kernel("db", 1), kernel("web", 1));
    Plan plan = Planner.plan(fleet, seen(), only("lua"), LATER);
    assertThat(plan.starts())
        .extracting(Action.Start::name)
        .containsExactlyInAnyOrder("demo-lua-1", "demo-js-1", "demo-db-1");
  }

  @Test
  void doesNotStartWhatDependsOnAnAskedService() {
    Plan plan = Planner.plan(fleet(dependingOn(LUA, "js"), JS), seen(), only("js"), LATER);
    assertThat(plan.starts()).extracting(Action.Start::name).containsExactly("demo-js-1");
  }

  @Test
  void anUnknownServiceIsNotFoundAndTheKnownOnesAreListed() {
    FleetException failure = failure(fleet(LUA, JS), only("lau"));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failure).hasMessageContaining("lau").hasMessageContaining("js, lua");
  }

  @Test
  void aServiceOfAnInactiveProfileIsNotFoundAndTheProfileIsHintedAt() {
    FleetException failure = failure(fleet(Set.of(JS.name()), LUA), only("js"));
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failure).hasMessageContaining("js").hasMessageContaining("--profile");
  }

  private static FleetException failure(DesiredFleet fleet, Scope scope) {
    FleetException failure =
        catchThrowableOfType(FleetException.class, () -> Planner.plan(fleet, seen(), scope, LATER));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static Scope only(String service) {
    return new Scope(Set.of(new ServiceName(service)), false, false);
  }
}
