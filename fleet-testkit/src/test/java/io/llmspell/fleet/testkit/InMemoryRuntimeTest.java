package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import java.util.EnumSet;

class InMemoryRuntimeTest extends InMemoryFixture {
  InMemoryRuntimeTest() {
    super(EnumSet.allOf(Ability.class));
  }

  @Override
  public ServiceSpec exitingService() {
    return Samples.service("exiting").build();
  }
}
