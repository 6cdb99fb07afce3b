package io.llmspell.fleet.process;

import io.llmspell.fleet.process.confine.Confinement;

/** The contract, limited by what this user may do here. */
class ProcessRuntimeContractTest extends ProcessFixture {
  ProcessRuntimeContractTest() {
    super(Confinement.here());
  }
}
