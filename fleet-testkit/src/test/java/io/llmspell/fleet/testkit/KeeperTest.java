package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.FleetView.State;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A fleet that is kept: whatever happens to it, it comes to be as it is declared. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class KeeperTest extends FleetOnFakeEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ServiceSpec LUA =
      Samples.service("lua").kernel().restart(Restart.UNLESS_STOPPED).replicas(2).build();
  private static final Slot FIRST = new Slot(LUA.name(), 1);

  private final Declared declared = new Declared(Samples.fleet(LUA));
  private final Bulletin bulletin = new Bulletin(InstantSource.system(), 1000);
  private @Nullable Keeper begun;

  @BeforeEach
  void begin() {
    begun = newKeeper();
  }

  @AfterEach
  void end() {
    keeper().close();
  }

  @Test
  void whatIsDeclaredIsMade() {
    keeper().start();
    see(view -> ready(view).equals(Set.of("demo-lua-1", "demo-lua-2")));
    assertThat(keeper().view().state()).isEqualTo(State.READY);
  }

  @Test
  void nothingIsDoneWhereNothingIsDeclared() {
    fleet().up(Samples.fleet(LUA), NO_WAIT);
    declared.set(Optional.empty());
    engine.crash("demo-lua-1", 1, false);
    Optional<String> dead = engine.state("demo-lua-1");
    keeper().start();
    FleetView first = see(view -> view.instances().size() == 2);
    keeper().lookAgain();
    see(view -> view.at().orElseThrow().isAfter(first.at().orElseThrow()));
    assertThat(engine.state("demo-lua-1")).isEqualTo(dead);
  }

  @Test
  void whatDiesIsMadeAgainWithANewId() {
    keeper().start();
    InstanceId old = id(see(view -> ready(view).size() == 2), "demo-lua-1");
    engine.crash("demo-lua-1", 137, true);
    keeper().lookAgain();
    see(view -> ready(view).size() == 2 && !id(view, "demo-lua-1").equals(old));
    assertThat(told(Kind.ENDED)).containsExactly("demo-lua-1: out of memory (exit code 137)");
  }

  @Test
  void whatSomebodyRemovesIsMadeAgain() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    fleet().stop(Samples.PROJECT, "demo-lua-2", true);
    home().updateInputs(Samples.PROJECT, said -> said.withStopped(Set.of()));
    keeper().lookAgain();
    see(view -> ready(view).size() == 2);
  }

  @Test
  void aSlotThatIsStoppedByHandStaysEmpty() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    fleet().stop(Samples.PROJECT, "demo-lua-2", true);
    engine.crash("demo-lua-1", 1, false);
    keeper().lookAgain();
    see(view -> ready(view).equals(Set.of("demo-lua-1")));
    assertThat(engine.containers()).containsExactly("demo-lua-1");
  }

  @Test
  void aKernelThatHangsIsReplacedAndOneThatIsBusyIsNot() {
    keeper().start();
    FleetView before = see(view -> ready(view).size() == 2);
    engine.behave("demo-lua-1", Behaviour.SILENT);
    engine.behave("demo-lua-2", Behaviour.BUSY);
    FleetView after =
        see(
            view ->
                ready(view).contains("demo-lua-1")
                    && !id(view, "demo-lua-1").equals(id(before, "demo-lua-1")));
    assertThat(id(after, "demo-lua-2")).isEqualTo(id(before, "demo-lua-2"));
  }

  @Test
  void whatFailsAgainAndAgainIsGivenUpWithItsCause() {
    ServiceSpec hopeless = Samples.service("lua").kernel().restart(Restart.ON_FAILURE, 1).build();
    declared.set(Optional.of(Samples.fleet(hopeless)));
    engine.behave(hopeless.name(), Behaviour.dies(3));
    keeper().start();
    FleetView last = see(view -> view.held().getOrDefault(FIRST, "").startsWith("given up"));
    assertThat(last.held().get(FIRST)).contains("after 2 failures", "exit code 3");
    assertThat(engine.journal()).filteredOn("start demo-lua-1"::equals).hasSize(2);
    assertThat(told(Kind.HELD)).anyMatch(text -> text.contains("given up"));

    engine.behave(hopeless.name(), Behaviour.ANSWERS);
    keeper().tryAgain();
    see(view -> ready(view).equals(Set.of("demo-lua-1")));
  }

  @Test
  void whatFailedIsTriedAgainWhenTheFileChanges() {
    ServiceSpec hopeless = Samples.service("lua").kernel().restart(Restart.ON_FAILURE, 1).build();
    declared.set(Optional.of(Samples.fleet(hopeless)));
    engine.behave(hopeless.name(), Behaviour.dies(3));
    keeper().start();
    see(view -> view.held().getOrDefault(FIRST, "").startsWith("given up"));
    engine.behave(hopeless.name(), Behaviour.ANSWERS);
    declared.set(
        Optional.of(
            Samples.fleet(
                Samples.service("lua")
                    .kernel()
                    .restart(Restart.ON_FAILURE, 1)
                    .command("other")
                    .build())));
    see(view -> ready(view).equals(Set.of("demo-lua-1")));
  }

  @Test
  void whatMustNotBeRestartedIsNot() {
    declared.set(
        Optional.of(Samples.fleet(Samples.service("lua").kernel().restart(Restart.NO).build())));
    keeper().start();
    see(view -> ready(view).size() == 1);
    engine.crash("demo-lua-1", 1, false);
    Optional<String> dead = engine.state("demo-lua-1");
    keeper().lookAgain();
    FleetView last = see(view -> view.held().containsKey(FIRST));
    assertThat(last.held().get(FIRST)).contains("exit code 1", "`restart` is \"no\"");
    keeper().lookAgain();
    see(view -> view.at().orElseThrow().isAfter(last.at().orElseThrow()));
    assertThat(engine.state("demo-lua-1")).isEqualTo(dead);
  }

  @Test
  void aChangedFileReplacesWhatIsOfTheOldOne() {
    keeper().start();
    FleetView before = see(view -> ready(view).size() == 2);
    declared.set(
        Optional.of(
            Samples.fleet(
                Samples.service("lua")
                    .kernel()
                    .restart(Restart.UNLESS_STOPPED)
                    .replicas(2)
                    .command("other")
                    .build())));
    see(
        view ->
            ready(view).size() == 2
                && List.of("demo-lua-1", "demo-lua-2").stream()
                    .noneMatch(name -> id(view, name).equals(id(before, name))));
  }

  @Test
  void theInstanceThatTheKeeperItselfRunsInIsLeftAsItIs() {
    keeper().start();
    FleetView before = see(view -> ready(view).size() == 2);
    engine.moveUsersInto("demo-lua-1");
    declared.set(
        Optional.of(
            Samples.fleet(Samples.service("lua").kernel().replicas(2).command("other").build())));
    FleetView after =
        see(view -> !id(view, "demo-lua-2").equals(id(before, "demo-lua-2")) && isQuiet(view));
    assertThat(id(after, "demo-lua-1")).isEqualTo(id(before, "demo-lua-1"));
    assertThat(told(Kind.HELD)).noneMatch(text -> text.contains("worked on"));
  }

  /** All answer, and nothing is left to do. */
  private static boolean isQuiet(FleetView view) {
    return ready(view).size() == 2 && view.plan().filter(Plan::isEmpty).isPresent();
  }

  @Test
  void aServiceWaitsForWhatItDependsOn() {
    ServiceSpec db = Samples.service("db").restart(Restart.ALWAYS).build();
    ServiceSpec lua = Samples.service("lua").kernel().dependsOn("db", Condition.HEALTHY).build();
    engine.behave(db.name(), Behaviour.SILENT);
    declared.set(Optional.of(Samples.fleet(db, lua)));
    keeper().start();
    FleetView waiting = see(view -> view.held().containsKey(new Slot(lua.name(), 1)));
    assertThat(waiting.held().get(new Slot(lua.name(), 1))).isNotEmpty();
    Eventually.see(PATIENCE, engine::containers, names -> names.contains("demo-db-1"));
    assertThat(engine.containers()).doesNotContain("demo-lua-1");
    engine.behave("demo-db-1", Behaviour.ANSWERS);
    see(view -> ready(view).contains("demo-lua-1"));
  }

  @Test
  void anImageThatCannotBeHadHoldsOnlyItsOwn() {
    ServiceSpec other =
        Samples.service("js").kernel().image("nowhere:1").restart(Restart.ALWAYS).build();
    declared.set(Optional.of(Samples.fleet(LUA, other)));
    keeper().start();
    see(view -> ready(view).equals(Set.of("demo-lua-1", "demo-lua-2")));
    Slot slot = new Slot(other.name(), 1);
    see(view -> view.held().getOrDefault(slot, "").contains("nowhere:1"));
  }

  @Test
  void anEngineThatCannotBeSeenChangesNothing() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    int done = engine.journal().size();
    engine.failNext(Operation.OBSERVE, 3, ErrorCode.ENGINE_UNAVAILABLE);
    keeper().lookAgain();
    FleetView blind = see(view -> view.state() == State.DEGRADED);
    assertThat(ready(blind)).hasSize(2);
    see(view -> view.state() == State.READY);
    assertThat(engine.journal()).hasSize(done);
    assertThat(told(Kind.DEGRADED)).hasSize(1);
    assertThat(told(Kind.RECOVERED)).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadKeepsWhatWasWanted() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    declared.trouble("line 3 is wrong");
    FleetView last = see(view -> view.state() == State.DEGRADED);
    assertThat(last.reason()).isEqualTo("line 3 is wrong");
    engine.crash("demo-lua-1", 1, false);
    keeper().lookAgain();
    see(view -> told(Kind.ENDED).size() == 1 && ready(view).size() == 2);
    declared.trouble("");
    see(view -> view.state() == State.READY);
  }

  @Test
  void anotherKeeperGoesOnWithTheSameKernels() {
    keeper().start();
    FleetView before = see(view -> ready(view).size() == 2);
    keeper().close();
    begun = newKeeper();
    keeper().start();
    FleetView after = see(view -> ready(view).size() == 2);
    for (String name : ready(before)) {
      assertThat(id(after, name)).isEqualTo(id(before, name));
    }
    assertThat(engine.journal()).filteredOn(line -> line.startsWith("start ")).hasSize(2);
  }

  @Test
  void aFleetThatIsStoppedForNowComesBackWithTheNextKeeper() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    Set<InstanceId> before = ids(keeper().view());
    keeper().close();
    assertThat(fleet().stopForNow(Samples.PROJECT)).hasSize(2);
    assertThat(fleet().list(Samples.PROJECT)).isEmpty();
    assertThat(fleet().stopForNow(Samples.PROJECT)).isEmpty();
    begun = newKeeper();
    keeper().start();
    assertThat(ids(see(view -> ready(view).size() == 2))).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aFleetThatGoesDownStaysDown() {
    keeper().start();
    see(view -> ready(view).size() == 2);
    declared.set(Optional.empty());
    fleet().down(Samples.fleet(LUA), false);
    keeper().lookAgain();
    see(view -> view.instances().isEmpty());
  }

  private Keeper keeper() {
    return Objects.requireNonNull(begun);
  }

  private Keeper newKeeper() {
    return fleet(new InMemoryRuntime(engine), bulletin).keeper(declared);
  }

  private FleetView see(Predicate<FleetView> expected) {
    return Eventually.see(PATIENCE, () -> keeper().view(), expected);
  }

  private static Set<String> ready(FleetView view) {
    return view.instances().stream()
        .filter(v -> v.phase() == Phase.READY && v.instance().isRunning())
        .filter(KernelView::answers)
        .map(v -> v.instance().name())
        .collect(Collectors.toSet());
  }

  private static Set<InstanceId> ids(FleetView view) {
    return view.instances().stream().map(v -> v.instance().id()).collect(Collectors.toSet());
  }

  private static InstanceId id(FleetView view, String name) {
    return view.instances().stream()
        .filter(v -> v.instance().name().equals(name))
        .map(v -> v.instance().id())
        .findFirst()
        .orElse(new InstanceId("kernel-00000000"));
  }

  private List<String> told(Kind kind) {
    return bulletin.after(0).stream()
        .map(Bulletin.Entry::event)
        .filter(event -> event.kind() == kind)
        .map(KeeperTest::text)
        .toList();
  }

  private static String text(FleetEvent event) {
    return event.subject() + ": " + event.detail();
  }
}
