package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ServiceSpec;
import java.util.Set;

/** The contract on a runtime that can do nothing but run kernels. */
class BareInMemoryRuntimeTest extends InMemoryFixture {
  BareInMemoryRuntimeTest() {
    super(Set.of());
  }

  @Override
  public ServiceSpec exitingService() {
    return Samples.service("exiting").kernel().build();
  }
}
