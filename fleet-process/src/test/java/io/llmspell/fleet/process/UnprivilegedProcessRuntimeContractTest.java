package io.llmspell.fleet.process;

import io.llmspell.fleet.process.confine.Confinement;

/** The contract, as where control groups can't be made. */
class UnprivilegedProcessRuntimeContractTest extends ProcessFixture {
  UnprivilegedProcessRuntimeContractTest() {
    super(Confinement.withoutControlGroups());
  }
}
