package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ports are leased in blocks of five, each to one kernel in the engine. */
interface PortContract extends ContractBench {

  @Test
  default void kernelsOfTwoProjectsLeaseDistinctPorts() {
    ServiceSpec service = kernelService();
    Instance first = runtime().start(request(service));
    Instance second = another().start(request(fleet(service, otherProject(), ports()), service, 1));
    assertThat(ContractBench.ports(first)).isNotEqualTo(ContractBench.ports(second));
  }

  @Test
  default void startsAtOnceLeaseDistinctPorts() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service);
    List<Outcome<Instance>> outcomes =
        AtOnce.run(
            IntStream.rangeClosed(1, 6)
                .<Callable<Instance>>mapToObj(
                    index -> {
                      KernelRuntime runtime = index % 2 == 0 ? runtime() : another();
                      return () -> runtime.start(request(fleet, service, index));
                    })
                .toList());
    assertThat(outcomes).allMatch(outcome -> outcome.value().isPresent());
    assertThat(instances()).extracting(ContractBench::ports).hasSize(6).doesNotHaveDuplicates();
    assertThat(ports().blocks().toList())
        .containsAll(instances().stream().map(ContractBench::ports).toList());
  }

  @Test
  default void preferredPortsAreLeasedIfTheyAreFree() {
    PortBlock wish = ports().blocks().skip(3).findFirst().orElseThrow();
    Instance started = runtime().start(ContractBench.preferring(request(kernelService()), wish));
    assertThat(ContractBench.ports(started)).isEqualTo(wish);
  }

  @Test
  default void preferredPortsThatAreTakenAreSkipped() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service);
    PortBlock wish = ports().blocks().skip(3).findFirst().orElseThrow();
    runtime().start(ContractBench.preferring(request(fleet, service, 1), wish));
    Instance second = another().start(ContractBench.preferring(request(fleet, service, 2), wish));
    assertThat(ContractBench.ports(second)).isNotEqualTo(wish);
    assertThat(ports().blocks()).contains(ContractBench.ports(second));
  }

  @Test
  default void aFullRangeIsSaidToBeExhaustedAndNothingIsLeft() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Instance only = runtime().start(request(fleet, service, 1));
    StartRequest tooMany = request(fleet, service, 2);
    assertFails(ErrorCode.PORTS_EXHAUSTED, () -> runtime().start(tooMany));
    assertThat(instances()).containsExactly(only);
    runtime().remove(only);
    Instance next = runtime().start(tooMany);
    assertThat(instances()).containsExactly(next);
  }

  @Test
  default void removingAKernelFreesItsPorts() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    for (int index = 1; index <= 3; index++) {
      Instance started = runtime().start(request(fleet, service, index));
      assertThat(ContractBench.ports(started)).isEqualTo(new PortBlock(oneBlock().first()));
      another().remove(started);
    }
    assertThat(instances()).isEmpty();
  }

  @Test
  default void anEndedKernelKeepsItsPortsUntilItIsRemoved() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), oneBlock());
    Instance started = runtime().start(request(fleet, service, 1));
    runtime().stop(started, Optional.of(Duration.ZERO));
    ended(started);
    assertFails(ErrorCode.PORTS_EXHAUSTED, () -> runtime().start(request(fleet, service, 2)));
    runtime().remove(started);
    runtime().start(request(fleet, service, 2));
    assertThat(instances()).hasSize(1);
  }
}
