package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest;
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

  private PortRange twoBlocks() {
    return new PortRange(ports().first(), ports().first() + 9);
  }
}
