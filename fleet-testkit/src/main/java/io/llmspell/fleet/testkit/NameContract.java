package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The name of an instance is the lock of its slot. */
interface NameContract extends ContractBench {

  @Test
  default void aTakenNameIsAConflictAndLeavesTheFirstAlone() {
    StartRequest request = request(kernelService());
    Instance first = runtime().start(request);
    assertFails(ErrorCode.CONFLICT, () -> another().start(ContractBench.again(request)));
    assertThat(instances()).containsExactly(first);
  }

  @Test
  default void aConflictLeavesNoLeaseBehind() {
    ServiceSpec service = kernelService();
    DesiredFleet fleet = fleet(service, project(), twoBlocks());
    StartRequest request = request(fleet, service, 1);
    runtime().start(request);
    assertFails(ErrorCode.CONFLICT, () -> runtime().start(ContractBench.again(request)));
    runtime().start(request(fleet, service, 2));
    assertThat(instances()).hasSize(2);
  }

  @Test
  default void theNameOfAnEndedInstanceIsTakenUntilItIsRemoved() {
    StartRequest request = request(exitingService());
    Instance gone = ended(runtime().start(request));
    assertFails(ErrorCode.CONFLICT, () -> runtime().start(ContractBench.again(request)));
    runtime().remove(gone);
    Instance successor = runtime().start(ContractBench.again(request));
    assertThat(instances()).extracting(Instance::id).containsExactly(successor.id());
  }

  /** The race by which two commands, or a command and a daemon, fill one slot. */
  @Test
  default void ofTwoStartsAtOnceUnderOneNameExactlyOneWins() {
    Seeds.rounds(
        "ofTwoStartsAtOnceUnderOneNameExactlyOneWins",
        rounds(),
        random -> {
          StartRequest request = request(kernelService());
          List<KernelRuntime> runtimes =
              new ArrayList<>(List.of(runtime(), another(), runtime(), another()));
          Collections.shuffle(runtimes, new Random(random.nextLong()));
          List<Outcome<Instance>> outcomes =
              AtOnce.run(
                  runtimes.stream()
                      .<Callable<Instance>>map(r -> () -> r.start(ContractBench.again(request)))
                      .toList());
          Instance winner = onlyWinner(outcomes);
          assertThat(instances()).containsExactly(winner);
          runtime().remove(winner);
          assertThat(instances()).isEmpty();
        });
  }

  private static Instance onlyWinner(List<Outcome<Instance>> outcomes) {
    List<Instance> winners = outcomes.stream().flatMap(o -> o.value().stream()).toList();
    assertThat(winners).hasSize(1);
    assertThat(outcomes.stream().flatMap(o -> o.failure().stream()))
        .extracting(FleetException::code)
        .containsOnly(ErrorCode.CONFLICT);
    return winners.get(0);
  }

  private PortRange twoBlocks() {
    return new PortRange(ports().first(), ports().first() + 9);
  }
}
