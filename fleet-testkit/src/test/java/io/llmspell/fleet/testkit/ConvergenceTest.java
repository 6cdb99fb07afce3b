package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.StartRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Plans that are carried out lead to what is wanted, from wherever they begin. */
class ConvergenceTest {
  private static final int ROUNDS = 500;
  private static final int BOUND = 3;
  private static final Scope THOROUGH = new Scope(Set.of(), true, false);

  @Test
  void everyFleetConvergesWithinThreeRounds() {
    Seeds.rounds(
        "everyFleetConvergesWithinThreeRounds",
        ROUNDS,
        random -> {
          World world = World.with(random);
          world.converge(random.nextBoolean() ? THOROUGH : Scope.ALL);
          assertThat(world.filledSlots()).doesNotHaveDuplicates();
          assertThat(world.filledSlots())
              .extracting(Slot::service)
              .containsExactlyInAnyOrderElementsOf(world.replicas());
        });
  }

  @Test
  void aConvergedFleetStaysAsItIs() {
    Seeds.rounds(
        "aConvergedFleetStaysAsItIs",
        ROUNDS,
        random -> {
          World world = World.with(random);
          world.converge(THOROUGH);
          List<Instance> before = world.instances();
          List<String> journal = world.engine.journal();
          world.applier.round(THOROUGH.withImagesFetched());
          assertThat(world.instances()).isEqualTo(before);
          assertThat(world.engine.journal()).isEqualTo(journal);
        });
  }

  @Test
  void whatIsNotTheFleetsIsNeverTouched() {
    Seeds.rounds(
        "whatIsNotTheFleetsIsNeverTouched",
        ROUNDS,
        random -> {
          World world = World.with(random);
          world.engine.addForeign("demo-web", Set.of(9555));
          world.engine.addForeign("postgres", Set.of());
          Map<String, Optional<String>> before = world.stateOfOthers();
          world.converge(THOROUGH);
          assertThat(world.stateOfOthers()).isEqualTo(before).hasSizeGreaterThanOrEqualTo(2);
        });
  }

  @Test
  void aPartialLookChangesNothing() {
    Seeds.rounds(
        "aPartialLookChangesNothing",
        ROUNDS,
        random -> {
          World world = World.with(random);
          world.spawn("demo-mine");
          world.engine.hide("demo-mine");
          List<String> journal = world.engine.journal();
          world.applier.round(THOROUGH);
          assertThat(world.engine.journal()).isEqualTo(journal);
        });
  }

  @Test
  void servicesThatSwapTheirContainerNamesConverge() {
    RandomGenerator random = Seeds.random("servicesThatSwapTheirContainerNamesConverge");
    InMemoryEngine engine = new InMemoryEngine();
    engine.load(Samples.IMAGE);
    DesiredFleet before = Samples.fleet(named("a", "left"), named("b", "right"));
    new PlanApplier(new InMemoryRuntime(engine), before, random).round(Scope.ALL);
    DesiredFleet after = Samples.fleet(named("a", "right"), named("b", "left"));
    PlanApplier applier = new PlanApplier(new InMemoryRuntime(engine), after, random);
    applier.round(Scope.ALL);
    applier.round(Scope.ALL);
    assertThat(applier.plan(Scope.ALL).isEmpty()).isTrue();
    assertThat(engine.containers()).containsExactly("left", "right");
  }

  private static ServiceSpec named(String service, String container) {
    return Samples.service(service).kernel().containerName(container).build();
  }

  /** An engine with a past, and a fleet that somebody wants now. */
  private record World(
      InMemoryEngine engine, InMemoryRuntime runtime, DesiredFleet desired, PlanApplier applier) {

    static World with(RandomGenerator random) {
      FleetGenerator generator = new FleetGenerator(random);
      InMemoryEngine engine = new InMemoryEngine();
      InMemoryRuntime runtime = new InMemoryRuntime(engine);
      FleetGenerator.IMAGES.forEach(engine::load);
      DesiredFleet past = generator.desired();
      new PlanApplier(runtime, past, random).round(Scope.ALL);
      DesiredFleet desired = random.nextInt(4) == 0 ? past : generator.desired();
      for (String container : engine.containers()) {
        switch (random.nextInt(6)) {
          case 0 -> engine.crash(container, random.nextInt(2), random.nextBoolean());
          case 1 -> engine.unstart(container);
          default -> {}
        }
      }
      for (ImageReference image : FleetGenerator.IMAGES) {
        switch (random.nextInt(4)) {
          case 0 -> engine.load(image);
          case 1 -> engine.publish(image);
          case 2 -> engine.unload(image);
          default -> {}
        }
      }
      return new World(engine, runtime, desired, new PlanApplier(runtime, desired, random));
    }

    void converge(Scope scope) {
      Scope next = scope;
      for (int round = 0; round < BOUND && !applier.plan(next).isEmpty(); round++) {
        applier.round(next);
        next = scope.withImagesFetched();
      }
      Plan left = applier.plan(next.withImagesFetched());
      assertThat(left.isEmpty()).as(left.toString()).isTrue();
    }

    List<Instance> instances() {
      return runtime.observe(Observation.ofInstances(desired.project())).instances();
    }

    /** Slots that an instance has which runs, or is a job that is done. */
    List<Slot> filledSlots() {
      return instances().stream()
          .filter(i -> i.service().map(desired.services()::containsKey).orElse(false))
          .filter(i -> i.isRunning() || i.exit().filter(e -> e.code() == 0).isPresent())
          .map(i -> i.slot().orElseThrow())
          .toList();
    }

    /** Each service as often as it has replicas. */
    List<ServiceName> replicas() {
      return desired.services().values().stream()
          .flatMap(service -> Collections.nCopies(service.replicas(), service.name()).stream())
          .toList();
    }

    /** All that no file of this fleet has a say in: by name, and what it is like. */
    Map<String, Optional<String>> stateOfOthers() {
      Map<String, Optional<String>> states = new HashMap<>();
      List<String> fleets =
          instances().stream().filter(i -> !isInactive(i)).map(Instance::name).toList();
      engine.containers().stream()
          .filter(name -> !fleets.contains(name))
          .forEach(name -> states.put(name, engine.state(name)));
      return states;
    }

    private boolean isInactive(Instance instance) {
      Optional<ServiceName> service = instance.service();
      boolean neverStarted = instance.phase() == Phase.CREATING;
      return service.isPresent() && desired.inactive().contains(service.get()) && !neverStarted;
    }

    void spawn(String name) {
      engine.load(Samples.IMAGE);
      runtime.start(
          new StartRequest(
              desired,
              Samples.service("spawned").kernel().build(),
              new InstanceId("kernel-00000000"),
              name,
              Optional.empty(),
              1,
              Optional.empty(),
              Map.of(),
              Optional.empty(),
              StartRequest.Publish.AUTO));
    }
  }
}
