package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels that are stopped by hand, or scaled away, while another command works on them. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class StoppedMeanwhileTest extends FleetOnFakeEngine {
  private static final ServiceName LUA = new ServiceName("lua");
  private static final Slot LAST = new Slot(LUA, 3);

  @Test
  void anUpDoesNotFillWhatIsStoppedWhileItWaits() {
    FleetListener other = once(Kind.STARTED, "demo-lua-3", () -> stop("lua-3"));
    UpResult result = fleet(new InMemoryRuntime(engine), other).up(red(), UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-2");
    assertThat(stopped()).containsExactly(LAST);
    fleet().up(red(), UpRequest.ALL);
    assertThat(engine.containers()).hasSize(3);
    assertThat(stopped()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void anUpdateDoesNotFillWhatIsStoppedBeforeItsTurn(UpdateOrder order) {
    fleet().up(red(), UpRequest.ALL);
    FleetListener other = whenTheFirstIsReplaced(order, () -> stop("demo-lua-3"));
    UpResult result = fleet(new InMemoryRuntime(engine), other).up(blue(order), UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-2");
    assertThat(engine.journal()).filteredOn(line -> line.startsWith("start demo-lua-3")).hasSize(1);
    assertThat(stopped()).containsExactly(LAST);
  }

  @Test
  void anUpdateDoesNotGiveTheSlotOfWhatIsStoppedToASuccessor() {
    fleet().up(red(), UpRequest.ALL);
    FleetListener other = once(Kind.READY, "demo-lua-3.next", () -> stop("demo-lua-3"));
    UpResult result =
        fleet(new InMemoryRuntime(engine), other).up(blue(UpdateOrder.START_FIRST), UpRequest.ALL);
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-2");
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void anUpdateDoesNotFillWhatIsScaledAwayBeforeItsTurn(UpdateOrder order) {
    fleet().up(red(), UpRequest.ALL);
    FleetListener other =
        whenTheFirstIsReplaced(
            order,
            () -> {
              say(2);
              end("demo-lua-3");
            });
    UpResult result =
        fleet(new InMemoryRuntime(engine), other).up(blue(order), saying(Inputs.NONE));
    assertThat(result.failures()).isEmpty();
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-2");
  }

  @Test
  void aRestartDoesNotFillWhatOthersHaveRemoved() {
    fleet().up(red(), UpRequest.ALL);
    engine.beforeNext(
        Operation.ENSURE,
        () -> {
          say(2);
          end("demo-lua-3");
        });
    engine.unload(Samples.IMAGE);
    UpResult result = fleet().restart(red(), List.of("lua"), Publish.AUTO);
    assertThat(result.failures())
        .extracting(Failure::subject, Failure::code)
        .containsExactly(tuple("demo-lua-3", ErrorCode.CONFLICT));
    assertThat(engine.containers()).containsExactly("demo-lua-1", "demo-lua-2");
  }

  @Test
  void aStopIsRecordedBeforeAnybodyCanSeeItsSlotEmpty() {
    fleet().up(red(), UpRequest.ALL);
    Set<Slot> then = new HashSet<>();
    engine.beforeNext(Operation.STOP, () -> then.addAll(stopped()));
    stop("lua-3");
    assertThat(then).containsExactly(LAST);
  }

  @Test
  void aSlotThatIsFilledAgainBeforeTheStopHasEndedIsNotStopped() {
    fleet().up(red(), UpRequest.ALL);
    FleetListener other = once(Kind.REMOVED, "demo-lua-3", () -> fleet().up(red(), UpRequest.ALL));
    fleet(new InMemoryRuntime(engine), other).stop(Samples.PROJECT, "lua-3", true);
    assertThat(engine.containers()).contains("demo-lua-3");
    assertThat(stopped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void downForgetsOnlyWhatWasSaidBefore(boolean isSaidMeanwhile) {
    fleet().up(red(), saying(new Inputs(List.of(), List.of("dev"), Map.of(LUA, 3), Set.of())));
    stop("lua-1");
    FleetListener other =
        once(
            Kind.REMOVED,
            "demo-lua-3",
            () -> {
              home().updateInputs(Samples.PROJECT, said -> said.stopping(Set.of(LAST)));
              if (isSaidMeanwhile) {
                say(2);
              }
            });
    fleet(new InMemoryRuntime(engine), other).down(red(), false);
    assertThat(home().inputs(Samples.PROJECT).scale().get(LUA))
        .isEqualTo(isSaidMeanwhile ? 2 : null);
    assertThat(stopped()).isEmpty();
  }

  private Set<Slot> stopped() {
    return home().inputs(Samples.PROJECT).stopped();
  }

  private void stop(String selector) {
    fleet().stop(Samples.PROJECT, selector, true);
  }

  /** As a {@code scale} of others does it. */
  private void say(int count) {
    home()
        .updateInputs(
            Samples.PROJECT,
            said -> said.and(new Inputs(List.of(), List.of(), Map.of(LUA, count), Set.of())));
  }

  /** Likewise. */
  private void end(String name) {
    InMemoryRuntime runtime = new InMemoryRuntime(engine);
    fleet().list(Samples.PROJECT).stream()
        .map(view -> view.instance())
        .filter(instance -> instance.name().equals(name))
        .forEach(
            instance -> {
              runtime.stop(instance, Optional.empty());
              runtime.remove(instance);
            });
  }

  private static UpRequest saying(Inputs inputs) {
    return new UpRequest(
        UpRequest.ALL.scope(),
        true,
        Publish.AUTO,
        plan -> true,
        Optional.empty(),
        Optional.of(inputs));
  }

  private static FleetListener whenTheFirstIsReplaced(UpdateOrder order, Runnable doing) {
    return order == UpdateOrder.START_FIRST
        ? once(Kind.RENAMED, "demo-lua-1", doing)
        : once(Kind.READY, "demo-lua-1", doing);
  }

  private static FleetListener once(Kind kind, String subject, Runnable doing) {
    AtomicBoolean done = new AtomicBoolean();
    return event -> {
      if (event.kind() == kind
          && event.subject().equals(subject)
          && done.compareAndSet(false, true)) {
        doing.run();
      }
    };
  }

  private static DesiredFleet red() {
    return inColour("red", UpdateOrder.STOP_FIRST);
  }

  private static DesiredFleet blue(UpdateOrder order) {
    return inColour("blue", order);
  }

  private static DesiredFleet inColour(String colour, UpdateOrder order) {
    return Samples.fleet(
        Samples.service("lua").kernel().command(colour).replicas(3).updateOrder(order).build());
  }
}
