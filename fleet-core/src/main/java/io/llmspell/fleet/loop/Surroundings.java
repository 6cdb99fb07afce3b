package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.KernelProtocol;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import java.time.InstantSource;
import java.util.List;
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

  /** With this process's variables and the system's clock, and nobody who listens. */
  public static Surroundings of(KernelRuntime runtime, KernelProtocol protocol, FleetHome home) {
    return new Surroundings(
        runtime, protocol, home, FleetListener.NONE, System.getenv(), InstantSource.system());
  }

  /** The same, with another listener. */
  public Surroundings withListener(FleetListener other) {
    return new Surroundings(runtime, protocol, home, other, environment, clock);
  }

  /**
   * The runtime as one that has this ability.
   *
   * @param what it does then, for the message
   * @throws FleetException with {@code UNSUPPORTED} if it has not
   */
  <T> T ability(Class<T> ability, String what) {
    return runtime
        .offer(ability)
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.UNSUPPORTED, runtime.capabilities().runtime() + " does not " + what));
  }

  /** What lives of a project, as it is now. */
  List<Instance> instances(ProjectName project) {
    return runtime.observe(Observation.ofInstances(project)).instances();
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "Surroundings[" + runtime.capabilities().description() + "]";
  }
}
