package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.WarmPool;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A process may die after any of the changes that it makes. Whatever it leaves is seen by the next
 * look, and can be cleared up by whoever looks.
 */
interface CrashContract extends ContractBench {

  /** No operation takes as many. */
  int MOST_CHANGES = 20;

  @Test
  default void aStartThatDiesAnywhereLeavesNothingThatCanNotBeClearedUp() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    int steps =
        dieAtEveryStep(
            dying -> dying.start(request(fleet, service, 1)),
            () -> {
              clearUp();
              Instance next = runtime().start(request(fleet, service, 1));
              assertThat(instances()).containsExactly(next);
              runtime().remove(next);
            });
    assertThat(steps).isGreaterThanOrEqualTo(3);
  }

  @Test
  default void aRemovalThatDiesAnywhereCanBeRepeated() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    int steps =
        dieAtEveryStep(
            dying -> dying.remove(runtime().start(request(fleet, service, 1))), this::clearUp);
    assertThat(steps).isGreaterThanOrEqualTo(2);
  }

  /** Whoever still knows the instance need not look for what is left of it. */
  @Test
  default void aRepeatedRemovalLeavesNothing() {
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      Instance started = runtime().start(request(kernelService()));
      if (!diesWithin(changes, dying -> dying.remove(started))) {
        return;
      }
      runtime().remove(started);
      assertThat(instances()).isEmpty();
      assertThat(wholeLook().leftovers()).isEmpty();
    }
    throw new AssertionError("a removal never ends");
  }

  @Test
  default void aRenameThatDiesHasHappenedOrNot() {
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      StartRequest request = request(kernelService());
      Instance staged = runtime().start(ContractBench.named(request, request.name() + ".next"));
      boolean died = diesWithin(changes, dying -> dying.rename(staged, request.name()));
      Instance renamed = runtime().rename(staged, request.name());
      assertThat(instances()).containsExactly(renamed);
      runtime().remove(renamed);
      if (!died) {
        return;
      }
    }
    throw new AssertionError("a rename never ends");
  }

  @Test
  default void aKernelThatLeavesItsPoolHasLeftItOrNot() {
    ServiceSpec pool = kernelService().withName(WarmPool.of(kernelService().name()));
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      Instance pooled = runtime().start(request(pool));
      String name = AdHocNames.of(project(), pooled.id());
      boolean died = diesWithin(changes, dying -> dying.rename(pooled, name));
      assertThat(instances())
          .singleElement()
          .matches(i -> i.isWarm() ? i.name().equals(pooled.name()) : i.name().equals(name));
      Instance left = runtime().rename(pooled, name);
      assertThat(instances()).containsExactly(left);
      runtime().remove(left);
      if (!died) {
        return;
      }
    }
    throw new AssertionError("a rename never ends");
  }

  @Test
  default void aLivingKernelLeavesNothing() {
    runtime().start(request(kernelService()));
    assertThat(wholeLook().leftovers()).isEmpty();
  }

  @Test
  default void aLeftLeaseBlocksItsPortsUntilItIsCollected() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Leftover lease = leftLease(fleet, service);
    assertFails(ErrorCode.PORTS_EXHAUSTED, () -> runtime().start(request(fleet, service, 2)));
    assertThat(another().collect(lease)).isTrue();
    assertThat(runtime().collect(lease)).isFalse();
    runtime().start(request(fleet, service, 2));
    assertThat(wholeLook().leftovers()).isEmpty();
  }

  /** Between the look and the collection, somebody else may have leased the same ports. */
  @Test
  default void whatIsAnothersByNowIsNotCollected() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Leftover lease = leftLease(fleet, service);
    runtime().collect(lease);
    runtime().start(request(fleet, service, 2));
    assertThat(another().collect(lease)).isFalse();
    assertFails(ErrorCode.PORTS_EXHAUSTED, () -> runtime().start(request(fleet, service, 3)));
  }

  @Test
  default void aNetworkOfTheProjectThatNobodyWantsOrUsesIsLeft() {
    if (!runtime().capabilities().has(Ability.NETWORKS)) {
      return;
    }
    Resource.Network network = new Resource.Network(network("own"));
    ServiceSpec service = ContractServices.inNetwork(kernelService(), "own");
    runtime().ensure(project(), network, FleetListener.NONE);
    Instance user = runtime().start(request(service));
    assertThat(unwanted().leftovers()).isEmpty();
    runtime().remove(user);
    assertThat(wholeLook().leftovers()).isEmpty();
    List<Leftover> left = unwanted().leftovers();
    assertThat(left).extracting(Leftover::kind).containsExactly(Leftover.Kind.NETWORK);
    Instance next = runtime().start(request(service));
    assertThat(another().collect(left.get(0))).isFalse();
    runtime().remove(next);
    assertThat(another().collect(left.get(0))).isTrue();
    assertThat(unwanted().networks()).isEmpty();
  }

  /** It may be started again, and one that is being made is about to be: both need the network. */
  @Test
  default void aNetworkOfWhatDoesNotRunIsUsed() {
    if (!runtime().capabilities().has(Ability.NETWORKS)) {
      return;
    }
    Resource.Network network = new Resource.Network(network("own"));
    runtime().ensure(project(), network, FleetListener.NONE);
    Leftover unused = unwanted().leftovers().get(0);
    ServiceSpec service = ContractServices.inNetwork(kernelService(), "own");
    Instance hasEnded = runtime().start(request(service));
    runtime().stop(hasEnded, Optional.of(Duration.ZERO));
    removeUserOf(network, unused, ended(hasEnded));
    removeUserOf(network, unused, halfMade(fleet(service), service, 2));
    assertThat(runtime().discard(project(), network)).isTrue();
  }

  private void removeUserOf(Resource.Network network, Leftover unused, Instance user) {
    assertThat(unwanted().leftovers())
        .extracting(Leftover::kind)
        .doesNotContain(Leftover.Kind.NETWORK);
    assertThat(runtime().discard(project(), network)).as(user.toString()).isFalse();
    assertThat(runtime().collect(unused)).as(user.toString()).isFalse();
    runtime().remove(user);
  }

  /** What a process leaves that dies between the creation of a container and its start. */
  private Instance halfMade(DesiredFleet fleet, ServiceSpec service, int index) {
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      assertThat(diesWithin(changes, dying -> dying.start(request(fleet, service, index))))
          .isTrue();
      Optional<Instance> made =
          instances().stream().filter(i -> i.phase() == Phase.CREATING).findFirst();
      if (made.isPresent()) {
        return made.get();
      }
    }
    throw new AssertionError("a start never makes anything");
  }

  /** A look on behalf of a file that does not name this test's network. */
  private ObservedFleet unwanted() {
    return runtime().observe(new Observation(project(), Set.of(), Set.of(), Set.of(), false));
  }

  /** What a process leaves that dies right after it has leased ports. */
  private Leftover leftLease(DesiredFleet fleet, ServiceSpec service) {
    assertThat(diesWithin(1, dying -> dying.start(request(fleet, service, 1)))).isTrue();
    assertThat(instances()).isEmpty();
    List<Leftover> left = wholeLook().leftovers();
    assertThat(left).extracting(Leftover::kind).containsExactly(Leftover.Kind.LEASE);
    return left.get(0);
  }

  /** Runs the operation again and again, each time dying one change later; returns how often. */
  private int dieAtEveryStep(Consumer<KernelRuntime> operation, Runnable after) {
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      boolean died = diesWithin(changes, operation);
      after.run();
      if (!died) {
        clearUp();
        return changes;
      }
    }
    throw new AssertionError("the operation never ends");
  }

  private boolean diesWithin(int changes, Consumer<KernelRuntime> operation) {
    try (KernelRuntime dying = dyingAfter(changes)) {
      operation.accept(dying);
      return false;
    } catch (Died e) {
      return true;
    }
  }

  /** As a plan would have it: what was never started goes, then what is left of it. */
  private void clearUp() {
    for (Instance instance : instances()) {
      boolean whole = instance.isRunning() || instance.phase() == Phase.CREATING;
      assertThat(whole).as(instance.toString()).isTrue();
      runtime().stop(instance, Optional.empty());
      runtime().remove(instance);
    }
    wholeLook().leftovers().forEach(runtime()::collect);
    assertThat(instances()).isEmpty();
    assertThat(wholeLook().leftovers()).isEmpty();
  }
}
