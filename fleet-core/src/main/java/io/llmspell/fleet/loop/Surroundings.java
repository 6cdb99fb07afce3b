package io.llmspell.fleet.loop;

import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.runtime.KernelProtocol;
import io.llmspell.fleet.runtime.KernelRuntime;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the loop works with.
 *
 * @param environment the caller's variables, of which kernels get those that their services name
 */
public record Surroundings(
    KernelRuntime runtime,
    KernelProtocol protocol,
    FleetHome home,
    FleetListener listener,
    Map<String, String> environment,
    InstantSource clock) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Surroundings[" + runtime.capabilities().description() + "]";
  }
}
