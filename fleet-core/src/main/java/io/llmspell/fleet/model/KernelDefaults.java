package io.llmspell.fleet.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for kernel services where the file says nothing: locked down, limited, bounded.
 * Documented in {@code docs/defaults.md}. Not here is the user, which follows from the image: the
 * image's own, or 1000 where that is root.
 */
public final class KernelDefaults {
  public static final ByteSize MEMORY = ByteSize.ofMebibytes(512);
  public static final int PIDS = 256;

  /** CPUs of a kernel that is spawned by hand; a service without {@code cpus} has no limit. */
  public static final Cpus SPAWN_CPUS = Cpus.parse("1");

  /** JNI libraries are unpacked to /tmp and run from there. */
  private static final List<String> TMPFS = List.of("/tmp:rw,exec,nosuid,nodev,mode=1777,size=64m");

  private static final ContainerSpec.Logging LOGGING =
      new ContainerSpec.Logging("json-file", Map.of("max-size", "10m", "max-file", "3"));

  private KernelDefaults() {}

  /** The service itself if it is none of a kernel; idempotent. */
  public static ServiceSpec apply(ServiceSpec service) {
    if (!service.isKernel()) {
      return service;
    }
    ContainerSpec container = service.container();
    ContainerSpec locked =
        container
            .withLimits(limits(container.limits()))
            .withSecurity(security(container.security()))
            .withStorage(storage(container.storage()));
    return service.withContainer(
        container.logging().isPresent() ? locked : locked.withLogging(LOGGING));
  }

  private static Limits limits(Limits limits) {
    ByteSize memory = limits.memory().orElse(MEMORY);
    return new Limits(
        Optional.of(memory),
        limits.memorySwap().or(() -> Optional.of(memory)),
        limits.memoryReservation(),
        limits.cpus(),
        limits.pids().or(() -> Optional.of(PIDS)),
        limits.shmSize(),
        limits.ulimits(),
        limits.devices());
  }

  private static Security security(Security security) {
    if (security.privileged()) {
      return security;
    }
    return new Security(
        security.readOnly().or(() -> Optional.of(true)),
        security.capAdd(),
        security.capDrop().or(() -> Optional.of(List.of("ALL"))),
        security.securityOpt().or(() -> Optional.of(List.of("no-new-privileges:true"))),
        false);
  }

  private static Storage storage(Storage storage) {
    return new Storage(
        storage.mounts(), storage.tmpfs().or(() -> Optional.of(TMPFS)), storage.files());
  }
}
