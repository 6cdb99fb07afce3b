package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What the fleet relies on when several commands, and a daemon, work on one engine: each operation
 * that serves as a lock, with many contenders at once, on two runtimes that know nothing of each
 * other.
 */
interface RaceContract extends RaceBench {

  /** Two commands, or a command and a daemon, fill one slot. */
  @Test
  default void ofManyStartsUnderOneNameExactlyOneWins() {
    Seeds.rounds(
        "ofManyStartsUnderOneNameExactlyOneWins",
        rounds(),
        random -> {
          StartRequest request = request(quickService());
          Instance winner =
              RaceBench.onlyWinner(
                  ErrorCode.CONFLICT,
                  race(random, i -> runtime -> runtime.start(ContractBench.again(request))));
          assertThat(instances()).containsExactly(winner);
          runtime().remove(winner);
          assertNothingIsLeft();
        });
  }

  /** The original gave one port to five kernels. */
  @Test
  default void ofManyStartsForTheLastPortsExactlyOneWins() {
    ServiceSpec service = quickService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Seeds.rounds(
        "ofManyStartsForTheLastPortsExactlyOneWins",
        rounds(),
        random -> {
          Instance winner =
              RaceBench.onlyWinner(
                  ErrorCode.PORTS_EXHAUSTED,
                  race(random, i -> runtime -> runtime.start(request(fleet, service, 1 + i))));
          assertThat(instances()).containsExactly(winner);
          runtime().remove(winner);
          assertNothingIsLeft();
        });
  }

  /** Ranges of two fleets may overlap without their blocks' beginning at the same ports. */
  @Test
  default void ofManyStartsForOverlappingPortsExactlyOneWins() {
    ServiceSpec service = quickService();
    Seeds.rounds(
        "ofManyStartsForOverlappingPortsExactlyOneWins",
        rounds(),
        random -> {
          Instance winner =
              RaceBench.onlyWinner(
                  ErrorCode.PORTS_EXHAUSTED,
                  race(
                      random,
                      i ->
                          runtime -> {
                            int first = ports().first() + i % PortBlock.SIZE;
                            PortRange own = new PortRange(first, first + PortBlock.SIZE - 1);
                            return runtime.start(
                                request(fleet(service, project(), own), service, 1 + i));
                          }));
          assertThat(instances()).containsExactly(winner);
          runtime().remove(winner);
          assertNothingIsLeft();
        });
  }

  /**
   * A lease that was just taken looks like one that a crash has left. Here somebody collects it
   * without any grace, and still no two kernels have the same ports.
   */
  @Test
  default void aLeaseThatIsTakenForALeftoverIsNotHadTwice() {
    ServiceSpec service = quickService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Seeds.rounds(
        "aLeaseThatIsTakenForALeftoverIsNotHadTwice",
        rounds(),
        random -> {
          List<Outcome<Optional<Instance>>> outcomes =
              race(
                  random,
                  i ->
                      runtime ->
                          i % 5 == 0
                              ? Optional.of(runtime.start(request(fleet, service, 1 + i)))
                              : collectAll(runtime));
          List<Instance> started =
              outcomes.stream().flatMap(o -> o.value().stream()).flatMap(Optional::stream).toList();
          assertThat(started).hasSizeLessThanOrEqualTo(1);
          assertThat(instances()).containsExactlyElementsOf(started);
          if (!started.isEmpty()) {
            assertFails(
                ErrorCode.PORTS_EXHAUSTED,
                () -> another().start(request(fleet, service, contenders() + 2)));
          }
          started.forEach(runtime()::remove);
          collectAll(runtime());
          assertNothingIsLeft();
        });
  }

  private Optional<Instance> collectAll(KernelRuntime runtime) {
    Observation whole = Observation.of(fleet(kernelService()));
    runtime.observe(whole).leftovers().forEach(runtime::collect);
    return Optional.empty();
  }

  /** By which a successor gets its slot, and a warm kernel its user. */
  @Test
  default void ofManyRenamesToOneNameExactlyOneSucceeds() {
    String target = project() + "-slot" + ".r".repeat(rounds());
    StartRequest request = request(quickService());
    List<Instance> contenders = new ArrayList<>();
    for (int i = 0; i < contenders(); i++) {
      contenders.add(
          runtime().start(ContractBench.named(ContractBench.again(request), target + ".c" + i)));
    }
    Seeds.rounds(
        "ofManyRenamesToOneNameExactlyOneSucceeds",
        rounds(),
        random -> {
          int dot = name(contenders).lastIndexOf('.');
          String wanted = name(contenders).substring(0, dot);
          Instance winner =
              RaceBench.onlyWinner(
                  ErrorCode.CONFLICT,
                  race(random, i -> runtime -> runtime.rename(contenders.get(i), wanted)));
          assertThat(instances()).hasSize(contenders()).contains(winner);
          contenders.replaceAll(c -> c.id().equals(winner.id()) ? winner : c);
        });
  }

  /** The shortest name: the last round's target, and a contender's own in the first. */
  private static String name(List<Instance> contenders) {
    return contenders.stream()
        .map(Instance::name)
        .min(Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  @Test
  default void manyWhoRemoveOneInstanceAllSucceed() {
    Seeds.rounds(
        "manyWhoRemoveOneInstanceAllSucceed",
        rounds(),
        random -> {
          Instance victim = runtime().start(request(quickService()));
          List<Outcome<Instance>> outcomes =
              race(
                  random,
                  i ->
                      runtime -> {
                        runtime.remove(victim);
                        return victim;
                      });
          assertThat(outcomes).allMatch(outcome -> outcome.value().isPresent());
          assertNothingIsLeft();
        });
  }

  /** Clients that each want the last place at a kernel. */
  @Test
  default void ofManyClaimsOnOnePlaceExactlyOneIsHeld() {
    if (runtime().offer(ClaimKeeper.class).isEmpty()) {
      return;
    }
    ClaimKeeper keeper = runtime().offer(ClaimKeeper.class).orElseThrow();
    InstanceId kernel = new InstanceId("kernel-0000c1a1");
    Seeds.rounds(
        "ofManyClaimsOnOnePlaceExactlyOneIsHeld",
        rounds(),
        random -> {
          List<Claim> held =
              race(
                      random,
                      i ->
                          runtime -> {
                            Claim claim =
                                new Claim(project(), kernel, 2, 2, String.format("%016x", i));
                            boolean had =
                                runtime.offer(ClaimKeeper.class).orElseThrow().claim(claim);
                            return had ? List.of(claim) : List.<Claim>of();
                          })
                  .stream()
                  .flatMap(outcome -> outcome.value().orElseThrow().stream())
                  .toList();
          assertThat(held).hasSize(1);
          assertThat(keeper.claims(project())).isEqualTo(held);
          assertThat(keeper.claim(held.get(0))).as("once more").isTrue();
          keeper.release(held.get(0));
          keeper.release(held.get(0));
          assertThat(keeper.claims(project())).isEmpty();
          assertNothingIsLeft();
        });
  }

  /** The first {@code up} on an empty engine, twice. */
  @Test
  default void manyWhoWantANetworkGetTheSame() {
    if (!runtime().capabilities().has(Ability.NETWORKS)) {
      return;
    }
    Resource.Network network = new Resource.Network(network("own"));
    try (Outsider outsider = outsider()) {
      Seeds.rounds(
          "manyWhoWantANetworkGetTheSame",
          rounds(),
          random -> {
            List<Outcome<Integer>> outcomes =
                race(
                    random,
                    i ->
                        runtime -> {
                          runtime.ensure(project(), network, FleetListener.NONE);
                          return i;
                        });
            assertThat(outcomes)
                .as(outcomes.toString())
                .allMatch(outcome -> outcome.value().isPresent());
            assertThat(outsider.networksNamed(network.name())).isEqualTo(1);
            runtime().discard(project(), network);
          });
    }
  }
}
