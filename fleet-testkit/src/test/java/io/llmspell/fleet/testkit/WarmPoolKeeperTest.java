package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A pool that is kept: it is filled again as it is emptied. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WarmPoolKeeperTest extends FleetOnFakeEngine {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ServiceName LUA = new ServiceName("lua");
  private static final DesiredFleet FILE = file(3);

  private final FakeClock clock = new FakeClock();
  private final Declared declared = new Declared(FILE);
  private @Nullable Keeper begun;

  @AfterEach
  void end() {
    keeper().close();
  }

  @Test
  void whatIsTakenIsMadeAgain() {
    keep();
    FleetView before = see(view -> warm(view).size() == 3);
    KernelView taken = fleet().spawn(FILE, LUA, Publish.AUTO);
    assertThat(warm(before)).contains(taken.instance().id());
    keeper().lookAgain();
    FleetView after = see(view -> warm(view).size() == 3 && view.instances().size() == 5);
    assertThat(warm(after)).doesNotContain(taken.instance().id());
    KernelView shown = view(after, taken.instance().id());
    assertThat(shown.instance().name()).isEqualTo(taken.instance().name());
    assertThat(shown.connectionFile()).isEqualTo(taken.connectionFile());
  }

  @Test
  void twentyAtOnceGetTwentyKernelsAndThePoolIsFullAgain() {
    keep();
    see(view -> warm(view).size() == 3);
    Callable<InstanceId> spawning = () -> fleet().spawn(FILE, LUA, Publish.AUTO).instance().id();
    List<InstanceId> had =
        AtOnce.run(Collections.nCopies(20, spawning)).stream()
            .map(outcome -> outcome.value().orElseThrow())
            .toList();
    assertThat(had).doesNotHaveDuplicates();
    keeper().lookAgain();
    FleetView after = see(view -> warm(view).size() == 3 && view.instances().size() == 24);
    assertThat(warm(after)).doesNotContainAnyElementsOf(had);
  }

  @Test
  void onesWhoseClaimantHasDiedLeaveThePoolAndItIsFilledAgain() {
    keep();
    FleetView before = see(view -> warm(view).size() == 3);
    InMemoryRuntime dying = new InMemoryRuntime(engine).dyingAfter(1);
    assertThatThrownBy(() -> fleet(dying, FleetListener.NONE).spawn(FILE, LUA, Publish.AUTO))
        .isInstanceOf(Died.class);
    clock.advance(Duration.ofSeconds(1));
    keeper().lookAgain();
    FleetView seen = see(view -> view.at().orElseThrow().isAfter(before.at().orElseThrow()));
    assertThat(warm(seen)).isEqualTo(warm(before));
    see(
        view -> {
          clock.advance(Duration.ofSeconds(11));
          return view.instances().size() == 5 && warm(view).size() == 3;
        });
    assertThat(keeper().view().instances())
        .extracting(v -> v.instance().id())
        .containsAll(warm(before));
  }

  @Test
  void aPoolThatIsNotWantedAnyMoreGoes() {
    keep();
    see(view -> warm(view).size() == 3);
    declared.set(Optional.of(file(0)));
    see(view -> view.instances().size() == 1);
    assertThat(engine.containers()).containsExactly("demo-lua-1");
  }

  private void keep() {
    clock.set(Instant.now());
    begun =
        new Fleet(
                new Surroundings(
                    new InMemoryRuntime(engine),
                    new ScriptedProtocol(engine),
                    home(),
                    FleetListener.NONE,
                    Map.of(),
                    clock))
            .keeper(declared);
    keeper().start();
  }

  private Keeper keeper() {
    return Objects.requireNonNull(begun);
  }

  private FleetView see(Predicate<FleetView> expected) {
    return Eventually.see(PATIENCE, () -> keeper().view(), expected);
  }

  private static DesiredFleet file(int warm) {
    return Samples.fleet(
        new PortRange(9555, 10554), Samples.service("lua").kernel().warm(warm).build());
  }

  private static Set<InstanceId> warm(FleetView view) {
    return view.instances().stream()
        .filter(KernelView::answers)
        .map(KernelView::instance)
        .filter(Instance::isWarm)
        .map(Instance::id)
        .collect(Collectors.toSet());
  }

  private static KernelView view(FleetView view, InstanceId id) {
    return view.instances().stream()
        .filter(v -> v.instance().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
