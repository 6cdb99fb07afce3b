package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places at kernels: nobody has one that another has, and no kernel is made while one is free. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ClaimTest extends FleetOnFakeEngine {
  private static final int ROUNDS = 5;
  private static final int AT_ONCE = 50;
  private static final DesiredFleet FILE =
      Samples.fleet(new PortRange(9555, 10554), Samples.service("js").kernel().build());

  private final ServiceSpec lua =
      Samples.service("lua").kernel().startupTimeout(Duration.ofMillis(150)).build();

  @BeforeEach
  void theImageIsThere() {
    engine.load(Samples.IMAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 50})
  void fiftyAtOnceFillAsManyKernelsAsTheyNeedAndNoMore(int places) {
    for (int round = 0; round < ROUNDS; round++) {
      Callable<Found> finding = () -> find(places, Optional.empty());
      List<Found> found = values(AtOnce.run(Collections.nCopies(AT_ONCE, finding)));
      assertThat(found).extracting(f -> f.claim().orElseThrow()).doesNotHaveDuplicates();
      assertThat(found)
          .allMatch(f -> f.claim().orElseThrow().kernel().equals(f.kernel().instance().id()));
      assertThat(engine.containers()).hasSize((AT_ONCE + places - 1) / places);
      fleet().stopAll(Samples.PROJECT, true);
      assertThat(claims()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void oneKeyIsOneClaimHoweverOftenItIsAskedFor(int places) {
    for (int round = 0; round < ROUNDS; round++) {
      Callable<Found> finding = () -> find(places, Optional.of("job 7"));
      List<Found> found = values(AtOnce.run(Collections.nCopies(10, finding)));
      assertThat(claims()).hasSize(1);
      Claim only = claims().get(0);
      assertThat(found).extracting(f -> f.claim().orElseThrow()).containsOnly(only);
      assertThat(engine.containers()).hasSize(1);
      fleet().stopAll(Samples.PROJECT, true);
    }
  }

  @Test
  void anotherKeyIsAnotherClaim() {
    InstanceId first = find(1, Optional.of("a")).kernel().instance().id();
    assertThat(find(1, Optional.of("b")).kernel().instance().id()).isNotEqualTo(first);
    assertThat(find(1, Optional.of("a")).kernel().instance().id()).isEqualTo(first);
  }

  @Test
  void aPlaceThatIsGivenBackIsHadByTheNext() {
    Claim first = find(2, Optional.empty()).claim().orElseThrow();
    find(2, Optional.empty());
    fleet().release(Samples.PROJECT, first.text());
    Claim next = find(2, Optional.empty()).claim().orElseThrow();
    assertThat(next.place()).isEqualTo(first.place());
    assertThat(next.kernel()).isEqualTo(first.kernel());
    assertThat(engine.containers()).hasSize(1);
    assertThat(failure(() -> fleet().release(Samples.PROJECT, first.text())).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aKernelOfOnesOwnEndsWhenItIsGivenBack() {
    Claim claim = find(1, Optional.of("mine")).claim().orElseThrow();
    fleet().release(Samples.PROJECT, claim.text());
    assertThat(engine.containers()).isEmpty();
    assertThat(find(1, Optional.of("mine")).claim()).isNotEqualTo(Optional.of(claim));
  }

  @Test
  void aClaimEndsWithItsKernel() {
    Found first = find(1, Optional.of("mine"));
    engine.crash(first.kernel().instance().name(), 1, false);
    Found second = find(1, Optional.of("mine"));
    assertThat(second.kernel().instance().id()).isNotEqualTo(first.kernel().instance().id());
    assertThat(claims()).containsExactly(second.claim().orElseThrow());
  }

  /** Whatever the dying one had come to, the same key asked again has one kernel and one place. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aCrashAnywhereIsMadeUpForByTheNextOneWithTheSameKey(int places) {
    FindRequest request =
        new FindRequest(lua, Publish.AUTO, OptionalInt.of(places), Optional.of("mine"));
    boolean died = true;
    for (int changes = 0; died; changes++) {
      InMemoryRuntime dying = new InMemoryRuntime(engine).dyingAfter(changes);
      try {
        fleet(dying, FleetListener.NONE).find(FILE, request);
        died = false;
        assertThat(changes).isGreaterThanOrEqualTo(4);
      } catch (Died expected) {
        assertThat(changes).isLessThan(10);
      }
      Claim claim = fleet().find(FILE, request).claim().orElseThrow();
      assertThat(engine.containers()).hasSize(1);
      fleet().cleanup(FILE, Debris.GRACE);
      assertThat(claims()).containsExactly(claim);
      fleet().stopAll(Samples.PROJECT, true);
      fleet().cleanup(FILE, Debris.GRACE);
      assertThat(claims()).isEmpty();
    }
  }

  @Test
  void aKernelThatCanNotBeMadeLeavesNoClaim() {
    engine.behave(Behaviour.SILENT);
    assertThat(failure(() -> find(4, Optional.empty())).code()).isEqualTo(ErrorCode.NOT_READY);
    assertThat(claims()).isEmpty();
    assertThat(engine.containers()).isEmpty();
  }

  @Test
  void whoWantsAPlaceOfFewNeverSharesWithWhoWantsNone() {
    InstanceId shared =
        fleet().find(FILE, FindRequest.shared(lua, Publish.AUTO)).kernel().instance().id();
    assertThat(find(3, Optional.empty()).kernel().instance().id()).isNotEqualTo(shared);
    assertThat(find(1, Optional.empty()).kernel().instance().id()).isNotEqualTo(shared);
    assertThat(engine.containers()).hasSize(3);
  }

  private Found find(int places, Optional<String> key) {
    return fleet().find(FILE, new FindRequest(lua, Publish.AUTO, OptionalInt.of(places), key));
  }

  private static List<Found> values(List<Outcome<Found>> outcomes) {
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isEmpty());
    return outcomes.stream().flatMap(outcome -> outcome.value().stream()).toList();
  }

  private List<Claim> claims() {
    return new InMemoryRuntime(engine)
        .offer(ClaimKeeper.class)
        .orElseThrow()
        .claims(Samples.PROJECT);
  }
}
