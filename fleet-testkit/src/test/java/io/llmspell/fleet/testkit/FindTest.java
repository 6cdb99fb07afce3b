package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Who requires the same gets the same kernel. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FindTest extends FleetOnFakeEngine {
  private static final int ROUNDS = 20;
  private static final int AT_ONCE = 50;
  private static final DesiredFleet FILE = Samples.fleet(Samples.service("js").kernel().build());

  private final ServiceSpec lua = required("lua").build();

  @BeforeEach
  void theImageIsThere() {
    engine.load(Samples.IMAGE);
  }

  @Test
  void fiftyAtOnceMakeOneKernel() {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(ids(atOnce(lua))).hasSize(1);
      assertThat(engine.containers()).hasSize(1);
      fleet().stopAll(Samples.PROJECT, true);
    }
  }

  @Test
  void whatIsThereIsFoundAndStays() {
    KernelView first = find(lua);
    String before = engine.state(first.instance().name()).orElseThrow();
    KernelView second = find(lua);
    assertThat(second.instance().id()).isEqualTo(first.instance().id());
    assertThat(second.connectionFile()).isEqualTo(first.connectionFile()).isPresent();
    assertThat(engine.state(first.instance().name())).contains(before);
  }

  @Test
  void anotherRequirementIsAnotherKernel() {
    Set<InstanceId> ids = new TreeSet<>();
    ids.add(find(lua).instance().id());
    ids.add(find(required("lua").command("another").build()).instance().id());
    ids.add(find(required("lua").config("openai", "0".repeat(64)).build()).instance().id());
    engine.load(Samples.IMAGE);
    ids.add(find(lua).instance().id());
    assertThat(ids).as("the last one for its newer image").hasSize(4);
  }

  @Test
  void whatTheServiceIsCalledDoesNotMatter() {
    assertThat(find(required("other").build()).instance().id())
        .isEqualTo(find(lua).instance().id());
  }

  @Test
  void oneThatHasEndedIsMadeAnew() {
    KernelView first = find(lua);
    engine.crash(first.instance().name(), 1, false);
    assertThat(ids(atOnce(lua))).hasSize(1).doesNotContain(first.instance().id());
  }

  @Test
  void oneThatHangsIsMadeAnew() {
    KernelView first = find(lua);
    engine.behave(first.instance().name(), Behaviour.SILENT);
    assertThat(find(lua).instance().id()).isNotEqualTo(first.instance().id());
    assertThat(engine.containers()).hasSize(1);
  }

  @Test
  void oneThatExecutesSomethingForAnotherIsFound() {
    KernelView first = find(lua);
    engine.behave(first.instance().name(), Behaviour.BUSY);
    assertThat(find(lua).instance().id()).isEqualTo(first.instance().id());
  }

  @Test
  void oneWhoseMakerDiedBeforeItRanIsMadeAnew() {
    InMemoryRuntime maker = new InMemoryRuntime(engine);
    String name =
        fleet(maker, FleetListener.NONE)
            .find(FILE, FindRequest.shared(lua, Publish.AUTO))
            .kernel()
            .instance()
            .name();
    engine.unstart(name);
    engine.beforeNext(Operation.INSPECT, maker::die);
    assertThat(find(lua).instance().name()).isEqualTo(name);
    assertThat(engine.containers()).containsExactly(name);
  }

  @Test
  void oneThatCanNotBeMadeIsAFailureAndNothingIsLeft() {
    engine.behave(Behaviour.SILENT);
    assertThat(failure(() -> find(lua)).code()).isEqualTo(ErrorCode.NOT_READY);
    assertThat(engine.containers()).isEmpty();
  }

  private KernelView find(ServiceSpec kernel) {
    return fleet().find(FILE, FindRequest.shared(kernel, Publish.AUTO)).kernel();
  }

  private List<Outcome<KernelView>> atOnce(ServiceSpec kernel) {
    Callable<KernelView> finding = () -> find(kernel);
    return AtOnce.run(Collections.nCopies(AT_ONCE, finding));
  }

  private static Set<InstanceId> ids(List<Outcome<KernelView>> outcomes) {
    Set<InstanceId> ids = new TreeSet<>();
    outcomes.forEach(
        outcome -> {
          assertThat(outcome.failure()).isEmpty();
          ids.add(outcome.value().orElseThrow().instance().id());
        });
    return ids;
  }

  private static ServiceBuilder required(String name) {
    return Samples.service(name).kernel().startupTimeout(Duration.ofMillis(150));
  }
}
