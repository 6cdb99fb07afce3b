package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Kernels that are kept ready: of many who ask each gets another one, and none is lost. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WarmPoolTest extends FleetOnFakeEngine {
  private static final int AT_ONCE = 50;
  private static final ServiceName LUA = new ServiceName("lua");

  @Test
  void aPoolIsFilledBesideTheReplicas() {
    up(2, 3);
    assertThat(engine.containers())
        .containsExactlyInAnyOrder(
            "demo-lua-1", "demo-lua-2", "demo-lua.warm-1", "demo-lua.warm-2", "demo-lua.warm-3");
    assertThat(fleet().plan(file(2, 3), Scope.ALL).isEmpty()).isTrue();
  }

  @Test
  void whoSpawnsOneOfAServiceHasOneThatWasReady() {
    up(1, 2);
    Set<InstanceId> before = warm();
    KernelView taken = spawn(1, 2);
    assertThat(before).contains(taken.instance().id());
    assertThat(taken.instance().name()).isEqualTo("demo-" + taken.instance().id());
    assertThat(taken.instance().slot()).isEmpty();
    assertThat(taken.connectionFile().orElseThrow()).exists();
    assertThat(warm()).hasSize(1);
  }

  @Test
  void fiftyAtOnceGetFiftyDifferentKernels() {
    up(0, AT_ONCE);
    Set<InstanceId> pool = warm();
    Callable<KernelView> spawning = () -> spawn(0, AT_ONCE);
    List<InstanceId> had = ids(AtOnce.run(Collections.nCopies(AT_ONCE, spawning)));
    assertThat(had).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(pool);
    assertThat(engine.containers()).hasSize(AT_ONCE);
    assertThat(warm()).isEmpty();
  }

  @Test
  void whoComesWhenThePoolIsEmptyHasOneMadeForHim() {
    up(0, 10);
    Callable<KernelView> spawning = () -> spawn(0, 10);
    List<InstanceId> had = ids(AtOnce.run(Collections.nCopies(20, spawning)));
    assertThat(had).hasSize(20).doesNotHaveDuplicates();
    assertThat(engine.containers()).hasSize(20).allMatch(name -> name.startsWith("demo-kernel-"));
  }

  @Test
  void upFillsThePoolAgainAndLeavesWhatIsClaimed() {
    up(1, 2);
    KernelView taken = spawn(1, 2);
    up(1, 2);
    assertThat(warm()).hasSize(2).doesNotContain(taken.instance().id());
    up(1, 0);
    assertThat(engine.containers())
        .containsExactlyInAnyOrder("demo-lua-1", taken.instance().name());
  }

  @Test
  void aPoolOfAnOldSpecGoesAtOnceAndNobodyGetsOfIt() {
    up(1, 2);
    Set<InstanceId> old = warm();
    DesiredFleet changed =
        Samples.fleet(Samples.service("lua").kernel().warm(2).command("other").build());
    KernelView made = fleet().spawn(changed, LUA, Publish.AUTO);
    assertThat(old).doesNotContain(made.instance().id());
    assertThat(fleet().up(changed, UpRequest.ALL).failures()).isEmpty();
    assertThat(warm()).hasSize(2).doesNotContainAnyElementsOf(old);
  }

  @Test
  void aPlanNamesWhatOfThePoolComesAndGoes() {
    up(1, 1);
    assertThat(fleet().plan(file(1, 2), Scope.ALL).starts())
        .extracting(Action.Start::name)
        .containsExactly("demo-lua.warm-2");
    assertThat(fleet().plan(file(1, 0), Scope.ALL).removals())
        .extracting(Action.Remove::reason)
        .containsExactly("service lua keeps no kernels warm");
  }

  @Test
  void whoNamesAServiceMeansItsPoolToo() {
    DesiredFleet both =
        Samples.fleet(
            Samples.service("lua").kernel().warm(1).build(),
            Samples.service("js").kernel().build());
    Scope lua = new Scope(Set.of(LUA), false, false, Set.of());
    fleet().up(both, new UpRequest(lua, true, Publish.AUTO, plan -> true));
    assertThat(engine.containers()).containsExactlyInAnyOrder("demo-lua-1", "demo-lua.warm-1");
  }

  @Test
  void downEndsThePoolAndWhatWasTakenOfIt() {
    up(1, 2);
    spawn(1, 2);
    fleet().down(file(1, 2), false);
    assertThat(engine.containers()).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void whatIsFoundMayComeOutOfAPoolAndIsFoundAgain() {
    up(0, 3);
    Set<InstanceId> pool = warm();
    Callable<KernelView> finding =
        () -> fleet().find(file(0, 3), FindRequest.shared(lua(0, 3), Publish.AUTO)).kernel();
    Set<InstanceId> found = new TreeSet<>(ids(AtOnce.run(Collections.nCopies(20, finding))));
    assertThat(found).hasSize(1);
    assertThat(pool).containsAll(found);
    assertThat(engine.containers()).hasSize(3);
  }

  @Test
  void whoWantsOneForHimselfGetsOneOutOfThePoolAndItIsClaimed() {
    up(0, 5);
    Set<InstanceId> pool = warm();
    Callable<Found> finding =
        () ->
            fleet()
                .find(
                    file(0, 5),
                    new FindRequest(lua(0, 5), Publish.AUTO, OptionalInt.of(1), Optional.empty()));
    List<AtOnce.Outcome<Found>> outcomes = AtOnce.run(Collections.nCopies(8, finding));
    List<Found> found = outcomes.stream().map(o -> o.value().orElseThrow()).toList();
    Set<InstanceId> ids = new TreeSet<>();
    found.forEach(f -> ids.add(f.kernel().instance().id()));
    assertThat(ids).hasSize(8).containsAll(pool);
    assertThat(found).allMatch(f -> f.claim().orElseThrow().kernel().equals(idOf(f)));
    fleet().release(Samples.PROJECT, found.get(0).claim().orElseThrow().text());
    assertThat(engine.containers()).hasSize(7);
  }

  @Test
  void oneThatHangsIsGivenToNobody() {
    up(0, 2);
    engine.behave("demo-lua.warm-1", Behaviour.SILENT);
    List<KernelView> taken = List.of(spawn(0, 2), spawn(0, 2));
    assertThat(taken).allMatch(KernelView::answers);
    assertThat(engine.containers())
        .containsExactlyInAnyOrder(taken.get(0).instance().name(), taken.get(1).instance().name());
  }

  @Test
  void whatIsClaimedWhileThePoolShrinksIsNotEnded() {
    up(0, 1);
    Set<InstanceId> pool = warm();
    Set<InstanceId> had = new HashSet<>();
    UpRequest request =
        new UpRequest(
            Scope.ALL,
            true,
            Publish.AUTO,
            plan -> {
              had.add(spawn(0, 1).instance().id());
              return true;
            });
    assertThat(fleet().up(file(0, 0), request).failures()).isEmpty();
    assertThat(had).isEqualTo(pool);
    assertThat(ids()).isEqualTo(pool);
  }

  /** Whoever dies on the way has claimed it, or has not. */
  @Test
  void aClaimantThatDiesAnywhereLosesNoKernel() {
    for (int changes = 0; changes < 10; changes++) {
      up(0, 1);
      Set<InstanceId> pool = warm();
      boolean died = false;
      try {
        fleet(new InMemoryRuntime(engine).dyingAfter(changes), FleetListener.NONE)
            .spawn(file(0, 1), LUA, Publish.AUTO);
      } catch (Died e) {
        died = true;
      }
      assertThat(ids()).isEqualTo(pool);
      KernelView next = spawn(0, 1);
      boolean wasClaimed = !pool.contains(next.instance().id());
      assertThat(ids()).containsAll(pool);
      assertThat(wasClaimed).isEqualTo(changes > 0);
      fleet().down(file(0, 1), false);
      assertThat(engine.containers()).isEmpty();
      assertThat(leftovers()).isEmpty();
      if (!died) {
        assertThat(changes).isEqualTo(2);
        return;
      }
    }
    throw new AssertionError("a claim never ends");
  }

  /** What one has begun to end, another ends. */
  @Test
  void whoeverDiesWhileThePoolShrinksLeavesItToTheNext() {
    for (int changes = 0; changes < 10; changes++) {
      up(0, 2);
      boolean died = false;
      try {
        fleet(new InMemoryRuntime(engine).dyingAfter(changes), FleetListener.NONE)
            .up(file(0, 0), UpRequest.ALL);
      } catch (Died e) {
        died = true;
      }
      assertThat(fleet().up(file(0, 0), UpRequest.ALL).failures()).isEmpty();
      assertThat(engine.containers()).isEmpty();
      if (!died) {
        return;
      }
    }
    throw new AssertionError("it never ends");
  }

  @Test
  void aPoolsSlotThatIsStoppedStaysEmptyUntilUp() {
    up(0, 2);
    fleet().stop(Samples.PROJECT, "demo-lua.warm-1", true);
    assertThat(home().inputs(Samples.PROJECT).stopped())
        .extracting(Slot::toString)
        .containsExactly("lua.warm-1");
    up(0, 2);
    assertThat(warm()).hasSize(2);
    assertThat(home().inputs(Samples.PROJECT).stopped()).isEmpty();
  }

  @Test
  void anUnknownServiceHasNoPool() {
    assertThat(failure(() -> fleet().spawn(file(1, 1), new ServiceName("js"), Publish.AUTO)).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  private void up(int replicas, int warm) {
    assertThat(fleet().up(file(replicas, warm), UpRequest.ALL).failures()).isEmpty();
  }

  private KernelView spawn(int replicas, int warm) {
    return fleet().spawn(file(replicas, warm), LUA, Publish.AUTO);
  }

  private static DesiredFleet file(int replicas, int warm) {
    return Samples.fleet(new PortRange(9555, 10554), lua(replicas, warm));
  }

  private static ServiceSpec lua(int replicas, int warm) {
    return Samples.service("lua")
        .kernel()
        .startupTimeout(Duration.ofMillis(150))
        .replicas(replicas)
        .warm(warm)
        .build();
  }

  private Set<InstanceId> warm() {
    return ids(instances().stream().filter(Instance::isWarm).toList().stream());
  }

  private Set<InstanceId> ids() {
    return ids(instances().stream());
  }

  private List<Instance> instances() {
    return new InMemoryRuntime(engine)
        .observe(Observation.ofInstances(Samples.PROJECT))
        .instances();
  }

  private List<?> leftovers() {
    return new InMemoryRuntime(engine).observe(Observation.of(file(0, 1))).leftovers();
  }

  private static InstanceId idOf(Found found) {
    return found.kernel().instance().id();
  }

  private static Set<InstanceId> ids(Stream<Instance> instances) {
    return instances.map(Instance::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<InstanceId> ids(List<AtOnce.Outcome<KernelView>> outcomes) {
    return outcomes.stream()
        .map(
            outcome -> {
              assertThat(outcome.failure()).isEmpty();
              return outcome.value().orElseThrow().instance().id();
            })
        .toList();
  }
}
