package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.WarmPool;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the planner decides for a pool. */
class WarmPoolPlanTest {
  private static final ServiceSpec LUA = warm(kernel("lua", 1), 2);
  private static final ServiceSpec POOL = poolOf(LUA);

  @Test
  void aPoolIsAServiceOfTheSameSpec() {
    assertThat(POOL.name().value()).isEqualTo("lua.warm");
    assertThat(POOL.replicas()).isEqualTo(2);
    assertThat(SpecHash.of(POOL, "sha256:1")).isEqualTo(SpecHash.of(LUA, "sha256:1"));
    DesiredFleet once = WarmPool.in(fleet(LUA));
    assertThat(WarmPool.in(once)).isEqualTo(once);
  }

  @Test
  void whatIsClaimedIsMadeAgain() {
    Plan plan = plan(LUA, Scope.ALL);
    assertThat(plan.starts())
        .extracting(Action.Start::name)
        .containsExactly("demo-lua-1", "demo-lua.warm-2");
    assertThat(plan.kept()).extracting(Action.Keep::subject).containsExactly("demo-lua.warm-1");
  }

  @Test
  void aPoolThatIsNotKeptAnyMoreGoesAndIsNoOrphan() {
    Plan plan = plan(warm(LUA, 0), Scope.ALL);
    assertThat(plan.removals())
        .extracting(Action.Remove::subject, Action.Remove::reason)
        .containsExactly(tuple("demo-lua.warm-1", "service lua keeps no kernels warm"));
    assertThat(plan.orphans()).isEmpty();
  }

  @Test
  void aPoolOfAServiceThatIsGoneIsAnOrphanAsItsKernelsAre() {
    assertThat(plan(kernel("js", 0), Scope.ALL).orphans()).hasSize(1);
  }

  @Test
  void aPoolOfAServiceThatIsNotActiveIsLeft() {
    DesiredFleet fleet = WarmPool.in(fleet(Set.of(LUA.name()), kernel("js", 0)));
    Plan plan = Planner.plan(fleet, seen(running(POOL, 1)), Scope.ALL, LATER);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.untouched()).hasSize(1);
  }

  @Test
  void allOfAPoolAreReplacedAtOnceWhenTheSpecChanges() {
    Plan plan = plan(warm(Wanted.changed(LUA), 1), Scope.ALL);
    assertThat(plan.replacements())
        .extracting(Action.Replace::reason)
        .containsExactly("its configuration changed");
    assertThat(plan.replacements().get(0).successor().service().deployment().update().parallelism())
        .isZero();
  }

  @Test
  void whoAsksForOtherServicesLeavesThePool() {
    DesiredFleet fleet = WarmPool.in(fleet(warm(LUA, 0), kernel("js", 0)));
    Scope others = new Scope(Set.of(new ServiceName("js")), false, false, Set.of());
    Plan plan = Planner.plan(fleet, seen(running(POOL, 1)), others, LATER);
    assertThat(plan.removals()).isEmpty();
  }

  private static Plan plan(ServiceSpec service, Scope scope) {
    return Planner.plan(WarmPool.in(fleet(service)), seen(running(POOL, 1)), scope, LATER);
  }

  private static ServiceSpec warm(ServiceSpec service, int count) {
    return service.withKernel(service.kernel().orElseThrow().withWarm(count));
  }

  private static ServiceSpec poolOf(ServiceSpec service) {
    return Objects.requireNonNull(
        WarmPool.in(fleet(service)).services().get(WarmPool.of(service.name())));
  }
}
