package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.AtOnce;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import io.llmspell.fleet.testkit.Died;
import io.llmspell.fleet.testkit.InMemoryEngine;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import io.llmspell.fleet.testkit.InMemoryRuntime;
import io.llmspell.fleet.testkit.Samples;
import io.llmspell.fleet.testkit.ScriptedProtocol;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, on an engine of memory: many who make kernels, and the books that they are in. */
class QuotasUnderLoadTest {
  private static final int MOST = 5;
  private static final Principal ALICE = Users.alice(Users.kernels(MOST));
  private static final DesiredFleet FILE = Samples.fleet(new PortRange(10_000, 19_999));
  private static final ServiceSpec LUA = Samples.service("spawned").kernel().build();

  private final InMemoryEngine engine = new InMemoryEngine(InstantSource.system());
  private final InMemoryRuntime runtime = new InMemoryRuntime(engine);
  private final Quotas quotas = new Quotas(this::books);
  @TempDir private Path folder;

  @BeforeEach
  void anImageIsThere() {
    engine.load(Samples.IMAGE);
  }

  @Test
  void ofHundredsAtOnceAsManyAreServedAsMayBe() {
    List<Outcome<KernelView>> outcomes = AtOnce.run(calls(200, () -> spawn(fleet(runtime))));

    assertThat(outcomes.stream().filter(o -> o.value().isPresent())).hasSize(MOST);
    assertThat(outcomes.stream().flatMap(o -> o.failure().stream()))
        .allMatch(failure -> failure.code() == ErrorCode.QUOTA_EXCEEDED);
    assertThat(alices()).hasSize(MOST);
  }

  @Test
  void thereAreNeverMoreHoweverTheyComeAndGo() {
    AtomicInteger made = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread watch =
        new Thread(
            () -> {
              while (!over.get()) {
                most.accumulateAndGet(alices().size(), Math::max);
              }
            });
    watch.start();
    List<Outcome<Integer>> outcomes =
        AtOnce.run(
            calls(
                100,
                () -> {
                  Fleet fleet = fleet(runtime);
                  for (int round = 0; round < 5; round++) {
                    try {
                      KernelView mine = spawn(fleet);
                      made.incrementAndGet();
                      fleet.stop(FILE.project(), mine.instance().id().value(), true);
                    } catch (FleetException refused) {
                      assertThat(refused.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
                    }
                  }
                  return alices().size();
                }));
    over.set(true);

    assertThat(outcomes).allMatch(outcome -> outcome.value().isPresent());
    assertThat(most.get()).isBetween(1, MOST);
    assertThat(made.get()).isGreaterThanOrEqualTo(MOST);
    assertThat(alices()).isEmpty();
    for (int number = 0; number < MOST; number++) {
      spawn(fleet(runtime));
    }
  }

  @Test
  void whatIsFoundNeedsNoPlaceAndWhatHadToBeMadeDoes() {
    ServiceSpec alices = LUA.withOwnership(ALICE.ownership(Sharing.NOBODY));
    FindRequest request =
        new FindRequest(
            alices,
            Publish.AUTO,
            OptionalInt.empty(),
            Optional.empty(),
            quotas.of(Users.alice(Users.kernels(1))));

    List<Outcome<Instance>> found =
        AtOnce.run(calls(50, () -> fleet(runtime).find(FILE, request).kernel().instance()));

    assertThat(found).allMatch(outcome -> outcome.value().isPresent());
    assertThat(found.stream().map(o -> o.value().orElseThrow().id()).distinct()).hasSize(1);
    assertThat(alices()).hasSize(1);
  }

  /** 512m, which nobody has asked for. */
  @Test
  void whatDefaultsAddCountsToo() {
    Principal alice = Users.alice(Users.memory("1g"));
    List<Outcome<KernelView>> outcomes =
        AtOnce.run(calls(10, () -> spawn(fleet(runtime), quotas, alice)));

    assertThat(outcomes.stream().filter(o -> o.value().isPresent())).hasSize(2);
  }

  @Test
  void whatOneFindsIsNotAnothersUnlessItIsShared() {
    Instance alices = find(Users.ALICE);
    Instance bobs = find(Users.BOB);

    assertThat(bobs.id()).isNotEqualTo(alices.id());
    assertThat(Users.BOB.maySee(alices)).isFalse();
    assertThat(find(Users.ALICE).id()).isEqualTo(alices.id());
  }

  @Test
  void whatCouldNotBeMadeLeavesNoPlaceTaken() {
    for (int round = 0; round < 2 * MOST; round++) {
      engine.failNext(Operation.START, 1, ErrorCode.ENGINE_ERROR);
      List<Outcome<KernelView>> outcome = AtOnce.run(calls(1, () -> spawn(fleet(runtime))));
      assertThat(outcome.get(0).failure().orElseThrow().code()).isEqualTo(ErrorCode.ENGINE_ERROR);
    }
    for (int number = 0; number < MOST; number++) {
      spawn(fleet(runtime));
    }
  }

  /** Another process knows nothing but the books, and that is enough. */
  @Test
  void aCrashLeavesNoPlaceTakenAndNoneTooMany() {
    for (int changes = 1; changes < 4; changes++) {
      try {
        spawn(fleet(runtime.dyingAfter(changes)));
      } catch (Died | FleetException crash) {
        assertThat(alices().size()).isLessThanOrEqualTo(MOST);
      }
    }
    Quotas afterwards = new Quotas(this::books);
    int left = MOST - alices().size();
    assertThat(left).isPositive();

    List<Outcome<KernelView>> outcomes =
        AtOnce.run(calls(20, () -> spawn(fleet(runtime), afterwards, ALICE)));

    assertThat(outcomes.stream().filter(o -> o.value().isPresent())).hasSize(left);
    assertThat(alices()).hasSize(MOST);
  }

  private Instance find(Principal principal) {
    return fleet(runtime)
        .find(
            FILE,
            FindRequest.shared(
                LUA.withOwnership(principal.ownership(Sharing.NOBODY)), Publish.AUTO))
        .kernel()
        .instance();
  }

  private KernelView spawn(Fleet fleet) {
    return spawn(fleet, quotas, ALICE);
  }

  private static KernelView spawn(Fleet fleet, Quotas quotas, Principal who) {
    return fleet.spawn(
        FILE,
        new SpawnRequest(
            LUA.withOwnership(who.ownership(Sharing.NOBODY)),
            Optional.empty(),
            Publish.AUTO,
            quotas.of(who)));
  }

  private ObservedFleet books() {
    return runtime.observe(Observation.ofInstances(FILE.project()));
  }

  private List<Instance> alices() {
    return books().instances().stream()
        .filter(i -> i.owner().filter("alice"::equals).isPresent() && i.phase() != Phase.GONE)
        .toList();
  }

  private Fleet fleet(InMemoryRuntime used) {
    return new Fleet(
        new Surroundings(
            used,
            new ScriptedProtocol(engine),
            FleetHome.at(folder),
            FleetListener.NONE,
            Map.of(),
            InstantSource.system()));
  }

  private static <T> List<Callable<T>> calls(int number, Callable<T> call) {
    return IntStream.range(0, number).mapToObj(i -> call).toList();
  }
}
