package io.llmspell.fleet.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kernels that a service keeps ready for whoever asks. To the fleet they are a service of their
 * own beside it, {@code lua.warm} beside {@code lua}, whose slots are filled as all others are. One
 * that is claimed gets another name, and is in no slot from then on; so its slot is empty, and is
 * filled again.
 */
public final class WarmPool {
  private static final String SUFFIX = ".warm";

  private WarmPool() {}

  /** What the pool of a service is called. */
  public static ServiceName of(ServiceName service) {
    return new ServiceName(service + SUFFIX);
  }

  /** Whether a service is another one's pool: files can't have services that are called so. */
  public static boolean isPool(ServiceName service) {
    return service.value().endsWith(SUFFIX) && service.value().length() > SUFFIX.length();
  }

  /** Whose pool it is; itself, if it is none. */
  public static ServiceName ownerOf(ServiceName pool) {
    return isPool(pool)
        ? new ServiceName(pool.value().substring(0, pool.value().length() - SUFFIX.length()))
        : pool;
  }

  /** The fleet with the pools that its services keep. Idempotent. */
  public static DesiredFleet in(DesiredFleet fleet) {
    Map<ServiceName, ServiceSpec> services = new TreeMap<>(fleet.services());
    fleet.services().values().stream()
        .filter(service -> service.kernel().filter(kernel -> kernel.warm() > 0).isPresent())
        .map(WarmPool::poolOf)
        .forEach(pool -> services.put(pool.name(), pool));
    Set<ServiceName> inactive = new TreeSet<>(fleet.inactive());
    fleet.inactive().stream()
        .filter(name -> !isPool(name))
        .map(WarmPool::of)
        .forEach(inactive::add);
    return new DesiredFleet(
        fleet.project(),
        services,
        inactive,
        fleet.networks(),
        fleet.volumes(),
        fleet.ports(),
        fleet.culling());
  }

  /** Nobody's state is in them: all are replaced at once when the service changes. */
  private static ServiceSpec poolOf(ServiceSpec service) {
    KernelSpec kernel = service.kernel().orElseThrow();
    return service
        .withName(of(service.name()))
        .withReplicas(kernel.warm())
        .withKernel(kernel.withWarm(0).withCulling(Culling.NEVER))
        .withDeployment(service.deployment().withUpdate(UpdateConfig.AT_ONCE));
  }
}
