package io.llmspell.fleet.runtime;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a runtime needs to make one instance.
 *
 * @param fleet the fleet it belongs to, for networks, volumes and the ports' range
 * @param service what to make; for an ad-hoc kernel a service that the fleet does not have
 * @param id the new instance's
 * @param name unique in the engine
 * @param slot absent for an ad-hoc kernel
 * @param attempt how many instances the slot has had, this one included
 * @param preferredPorts the ports to lease if they are free
 * @param passedOn the variables of {@code ProcessSpec.passedOn} that have a value, with it; secret
 * @param connectionFile makes the connection file's content for leased ports, to be put where the
 *     kernel reads it; absent if the kernel writes its own
 * @param publish whether ports are published
 */
public record StartRequest(
    DesiredFleet fleet,
    ServiceSpec service,
    InstanceId id,
    String name,
    Optional<Slot> slot,
    int attempt,
    Optional<PortBlock> preferredPorts,
    Map<String, String> passedOn,
    Optional<Function<PortBlock, byte[]>> connectionFile,
    Publish publish) {

  public StartRequest {
    passedOn = Map.copyOf(passedOn);
  }

  /** For a runtime that has no block of ports left for it. */
  public FleetException portsExhausted() {
    return new FleetException(
        ErrorCode.PORTS_EXHAUSTED,
        "no block of five free ports is left in "
            + fleet.ports()
            + " for "
            + name
            + ": stop a kernel, or widen `ports` under x-fleet");
  }

  /** Without the values of what is passed on. */
  @Override
  public String toString() {
    return "StartRequest[" + name + ", " + id + ", attempt " + attempt + "]";
  }

  /** When a kernel's ports are published on the host. */
  public enum Publish {
    /** Where the instance's own address can't be reached from here. */
    AUTO,
    ALWAYS,
    NEVER
  }
}
