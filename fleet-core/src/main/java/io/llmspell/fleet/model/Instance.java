package io.llmspell.fleet.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One kernel or plain container as a runtime sees it: one attempt at filling a slot, or an ad-hoc
 * kernel, which fills none.
 *
 * @param name unique in the engine; the container's name
 * @param handle the runtime's own name for it, a container id
 * @param slot absent for an ad-hoc kernel
 * @param spec what its labels say it was made from
 * @param phase as far as the runtime can tell: never beyond {@link Phase#STARTING} for a kernel
 *     that runs, since only its own protocol tells that it is ready
 * @param health a plain container's health check; {@link Health#UNKNOWN} where it has none, and for
 *     a kernel until it was asked
 * @param host the address at which its ports can be reached from here; absent if they can't
 * @param exit how it ended; absent while it has not
 * @param maker what is known of the process that makes it; told only as long as it is not started
 */
public record Instance(
    InstanceId id,
    String name,
    String handle,
    Optional<Slot> slot,
    Provenance spec,
    Phase phase,
    Health health,
    Optional<String> host,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Exit> exit,
    MakerState maker) {

  /** Whether it speaks the Jupyter protocol. */
  public boolean isKernel() {
    return spec.kernel().isPresent();
  }

  /**
   * The user whose it is: who was named, else of an ad-hoc kernel the system user that has made it.
   * Empty for what belongs to the operator: instances of services without an owner.
   */
  public Optional<String> owner() {
    return spec.ownership()
        .owner()
        .map(UserName::value)
        .or(() -> slot.isEmpty() ? Optional.of(spec.createdBy()) : Optional.empty());
  }

  /** Whether its program runs. */
  public boolean isRunning() {
    return phase == Phase.STARTING || phase == Phase.READY || phase == Phase.DRAINING;
  }

  /** The same, seen to be of this health. */
  public Instance withHealth(Health seen) {
    return new Instance(
        id, name, handle, slot, spec, phase, seen, host, createdAt, startedAt, exit, maker);
  }

  /** What people call its service: empty for an ad-hoc kernel. */
  public Optional<ServiceName> service() {
    return slot.map(Slot::service);
  }

  /** Whether it waits in a pool for somebody who claims it. */
  public boolean isWarm() {
    return service().filter(WarmPool::isPool).isPresent();
  }

  /**
   * Whether it may get this name: what stands before the last dot of the one that it has; one of a
   * pool also a name that only a kernel in no slot has, {@link AdHocNames#isOf}.
   */
  public boolean mayBecome(String other) {
    boolean isPromotion = name.startsWith(other + ".");
    return isPromotion || (isWarm() && AdHocNames.isOf(spec.project(), id, spec.specHash(), other));
  }

  /**
   * What an instance was made from, told by what it carries itself.
   *
   * @param project whose it is
   * @param specHash compares with {@link SpecHash#of}
   * @param attempt counts the instances that the slot has had, from 1
   * @param image as the file named it
   * @param imageId what that was then
   * @param kernel absent for a plain container
   * @param memory its hard limit; a limit of 0, which limits nothing, is none
   * @param cpus its hard limit; absent if it has none
   * @param createdBy the user in whose name it was made: its owner, or else the system user who has
   *     made it
   * @param ownership what was said of it when it was made
   */
  public record Provenance(
      ProjectName project,
      SpecHash specHash,
      int attempt,
      ImageReference image,
      String imageId,
      Optional<KernelFacts> kernel,
      Optional<ByteSize> memory,
      Optional<Cpus> cpus,
      String createdBy,
      Ownership ownership) {
    public Provenance {
      memory = memory.filter(limit -> limit.bytes() > 0);
    }
  }

  /**
   * What a kernel's own labels say of it.
   *
   * @param config the config's name; absent if it has none
   * @param ports what it leases
   */
  public record KernelFacts(
      String language,
      Optional<String> config,
      PortBlock ports,
      KernelSpec.Connection connection,
      KernelSpec.Interrupt interrupt) {}

  /**
   * How an instance ended.
   *
   * @param code the program's exit code; 137 is SIGKILL, 143 SIGTERM
   * @param outOfMemory whether the engine saw it run out of its memory limit
   * @param error what the engine says, where the program could not even be started
   * @param at when; absent if the engine does not say
   */
  public record Exit(int code, boolean outOfMemory, String error, Optional<Instant> at) {
    /** In words, for people. */
    public String cause() {
      if (outOfMemory) {
        return "out of memory (exit code " + code + ")";
      }
      return error.isEmpty() ? "exit code " + code : error + " (exit code " + code + ")";
    }
  }
}
