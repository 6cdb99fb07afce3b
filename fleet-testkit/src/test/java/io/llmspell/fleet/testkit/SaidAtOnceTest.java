package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What people say of a fleet while others, who said something before, still work on it. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class SaidAtOnceTest extends FleetOnFakeEngine {
  private static final ServiceName S = new ServiceName("s");
  private static final ServiceName T = new ServiceName("t");

  @Test
  void ofTwoScalesAtOnceNoneIsLost() {
    up(Map.of());
    DesiredFleet readBefore = file(1, 1);
    FleetListener other = once(Kind.STARTING, () -> scale(T, 2, file(1, 1)));
    scale(S, 2, readBefore, other, plan -> true);
    assertThat(numbers()).containsOnly(Map.entry(S, 2), Map.entry(T, 2));
    up(numbers());
    assertThat(engine.containers()).containsExactly("demo-s-1", "demo-s-2", "demo-t-1", "demo-t-2");
  }

  @Test
  void aScaleIsNotLostToOneThatWasBegunBefore() {
    up(Map.of());
    scale(
        S,
        2,
        file(1, 1),
        FleetListener.NONE,
        plan -> {
          scale(T, 2, file(1, 1));
          return true;
        });
    assertThat(numbers()).containsOnly(Map.entry(S, 2), Map.entry(T, 2));
    assertThat(engine.containers()).hasSize(4);
  }

  @Test
  void anUpThatPlansAgainGoesByTheNumberThatWasSaidMeanwhile() {
    say(3);
    FleetListener other = once(Kind.STARTED, () -> scale(S, 1, file(3, 1)));
    assertThat(
            fleet(new InMemoryRuntime(engine), other)
                .up(file(3, 1), request(Map.of(), Scope.ALL, plan -> true))
                .failures())
        .isEmpty();
    assertThat(numbers()).containsOnly(Map.entry(S, 1));
    assertThat(engine.containers()).hasSize(2);
  }

  /** The last to say a number may be the first to have done it. */
  @Test
  void ofTwoNumbersOfOneServiceTheLastOneHolds() {
    up(Map.of());
    FleetListener other = once(Kind.STARTING, () -> scale(S, 1, file(1, 1)));
    scale(S, 3, file(1, 1), other, plan -> true);
    assertThat(numbers()).containsOnly(Map.entry(S, 1));
    assertThat(engine.containers()).containsExactly("demo-s-1", "demo-t-1");
  }

  @Test
  void nothingIsEndedByAPlanThatOthersHaveMadeWrongBeforeItWasAgreedTo() {
    scale(S, 3, file(1, 1));
    say(1);
    Predicate<Plan> whileAsked =
        plan -> {
          say(3);
          return true;
        };
    fleet().up(file(1, 1), request(Map.of(), Scope.ALL, whileAsked));
    assertThat(numbers()).containsOnly(Map.entry(S, 3));
    assertThat(engine.journal()).noneMatch(line -> line.startsWith("stop"));
  }

  @Test
  void aScaleThatWasGivenNoFilesLeavesThoseThatWereSaidMeanwhile() {
    Inputs other = new Inputs(List.of(Path.of("/other.yaml")), List.of("dev"), Map.of(), Set.of());
    engine.beforeNext(Operation.OBSERVE, () -> home().updateInputs(Samples.PROJECT, said -> other));
    scale(S, 2, file(1, 1));
    assertThat(home().inputs(Samples.PROJECT))
        .isEqualTo(new Inputs(other.files(), other.profiles(), Map.of(S, 2), Set.of()));
  }

  @Test
  void aNumberOfAServiceThatTheFileHasNoMoreIsForgotten() {
    scale(S, 2, file(1, 1));
    fleet()
        .up(
            Samples.fleet(Samples.service("t").kernel().build()),
            request(Map.of(), Scope.ALL, plan -> true));
    assertThat(numbers()).isEmpty();
  }

  private void say(int count) {
    home()
        .updateInputs(
            Samples.PROJECT, said -> new Inputs(List.of(), List.of(), Map.of(S, count), Set.of()));
  }

  private Map<ServiceName, Integer> numbers() {
    return home().inputs(Samples.PROJECT).scale();
  }

  private void up(Map<ServiceName, Integer> said) {
    DesiredFleet fleet = file(said.getOrDefault(S, 1), said.getOrDefault(T, 1));
    assertThat(fleet().up(fleet, request(Map.of(), Scope.ALL, plan -> true)).failures()).isEmpty();
  }

  private void scale(ServiceName service, int count, DesiredFleet read) {
    scale(service, count, read, FleetListener.NONE, plan -> true);
  }

  /** As the command does it, with the fleet as it was read when the command began. */
  private void scale(
      ServiceName service,
      int count,
      DesiredFleet read,
      FleetListener listener,
      Predicate<Plan> consent) {
    Scope scope = new Scope(Set.of(service), false, false);
    assertThat(
            fleet(new InMemoryRuntime(engine), listener)
                .up(
                    read.mapServices(s -> s.name().equals(service) ? s.withReplicas(count) : s),
                    request(Map.of(service, count), scope, consent))
                .failures())
        .isEmpty();
  }

  private static UpRequest request(
      Map<ServiceName, Integer> asked, Scope scope, Predicate<Plan> consent) {
    return new UpRequest(
        scope,
        true,
        Publish.AUTO,
        consent,
        Optional.empty(),
        Optional.of(new Inputs(List.of(), List.of(), asked, Set.of())));
  }

  private static FleetListener once(Kind kind, Runnable doing) {
    AtomicBoolean done = new AtomicBoolean();
    return event -> {
      if (event.kind() == kind && done.compareAndSet(false, true)) {
        doing.run();
      }
    };
  }

  private static DesiredFleet file(int s, int t) {
    return Samples.fleet(kernels("s", s), kernels("t", t));
  }

  private static ServiceSpec kernels(String name, int count) {
    return Samples.service(name).kernel().replicas(count).build();
  }
}
