package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.plan.CullRule;
import io.llmspell.fleet.plan.CullRule.End;
import io.llmspell.fleet.runtime.KernelProtocol.Listening;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends kernels that have come to a limit of {@code cull}, and warns before. Listens to those that
 * have one. Thread-safe.
 */
final class Culler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Culler.class);

  private final Surroundings around;
  private final Supplier<Launch> launch;
  private final Pulse pulse;
  private final Clients clients;
  private final ExecutorService workers = Parallel.waitingThreads();
  private final Map<InstanceId, Ear> ears = new HashMap<>();
  private final Map<InstanceId, Warning> warnings = new HashMap<>();
  private final Set<InstanceId> ending = ConcurrentHashMap.newKeySet();
  private boolean closed;

  Culler(Surroundings around, Supplier<Launch> launch, Pulse pulse) {
    this.around = around;
    this.launch = launch;
    this.pulse = pulse;
    this.clients = new Clients(around);
  }

  private record Ear(Hearing hearing, Listening listening) {}

  private record Warning(End of, Instant at) {}

  /** Looks at kernels that were asked a moment ago; blocks for a moment at most. */
  synchronized void look(DesiredFleet desired, List<Instance> instances) {
    Instant now = around.clock().instant();
    Set<InstanceId> limited = new HashSet<>();
    for (Instance kernel : instances) {
      Culling limits = limitsOf(desired, kernel);
      if (!closed && !limits.isNever() && pulse.answers(kernel)) {
        limited.add(kernel.id());
        hear(kernel, now);
        judge(kernel, limits, now);
      }
    }
    ears.entrySet()
        .removeIf(
            entry -> {
              boolean gone = !limited.contains(entry.getKey());
              if (gone) {
                entry.getValue().listening().close();
              }
              return gone;
            });
    warnings.keySet().retainAll(limited);
  }

  /** Those of its service; a pool's kernels wait, and what is in no service has the fleet's. */
  private static Culling limitsOf(DesiredFleet desired, Instance instance) {
    if (!instance.isKernel() || !instance.isRunning()) {
      return Culling.NEVER;
    }
    return instance.service().isEmpty()
        ? desired.culling()
        : instance
            .service()
            .map(desired.services()::get)
            .flatMap(service -> service.kernel())
            .map(KernelSpec::culling)
            .orElse(Culling.NEVER);
  }

  private void hear(Instance kernel, Instant now) {
    Optional<Ear> ear =
        Optional.ofNullable(ears.get(kernel.id())).or(() -> opened(kernel, new Hearing(now)));
    ear.ifPresent(
        open -> {
          ears.put(kernel.id(), open);
          open.hearing().asked(pulse.view(kernel).health(), now);
        });
  }

  private Optional<Ear> opened(Instance kernel, Hearing hearing) {
    return pulse
        .connection(kernel)
        .map(
            connection ->
                new Ear(
                    hearing,
                    around
                        .protocol()
                        .listen(
                            connection, sign -> hearing.heard(sign, around.clock().instant()))));
  }

  private void judge(Instance kernel, Culling limits, Instant now) {
    Optional<End> end = end(kernel, limits, now).filter(e -> !e.warning().isAfter(now));
    if (end.isEmpty() || !(limits.connected() || isKnownToBeAlone(kernel))) {
      warnings.remove(kernel.id());
      return;
    }
    Warning before = warnings.get(kernel.id());
    if (before == null || !before.of().equals(end.get())) {
      warnings.put(kernel.id(), new Warning(end.get(), now));
      around.listener().on(Kind.WARNING, kernel.name(), warning(end.get()));
    } else if (!end.get().at().isAfter(now)
        && !before.at().plus(end.get().notice()).isAfter(now)
        && ending.add(kernel.id())) {
      workers.execute(() -> cull(kernel, limits, end.get().cause()));
    }
  }

  private Optional<End> end(Instance kernel, Culling limits, Instant now) {
    Optional<Hearing> hearing = Optional.ofNullable(ears.get(kernel.id())).map(Ear::hearing);
    return CullRule.of(
        limits,
        new CullRule.Facts(
            kernel.startedAt(),
            hearing.flatMap(h -> h.idleSince(now)),
            hearing.flatMap(Hearing::busySince)));
  }

  private static String warning(End end) {
    return "it ends in "
        + CullRule.words(end.notice())
        + " or a little more, unless something changes: by then "
        + end.cause();
  }

  /** What can't be known does not end a kernel. */
  private boolean isKnownToBeAlone(Instance kernel) {
    try {
      return clients.areConnected(kernel).filter(connected -> !connected).isPresent();
    } catch (FleetException e) {
      LOG.debug("instance={} connections can't be read: {}", kernel.name(), e.getMessage());
      return false;
    }
  }

  /** Its slot stays empty, as after a {@code stop}; recorded first, so that nobody fills it. */
  private void cull(Instance kernel, Culling limits, String cause) {
    try {
      Instant now = around.clock().instant();
      if (isStillDue(kernel, limits, now)) {
        around.listener().on(Kind.CULLED, kernel.name(), cause);
        around
            .home()
            .updateInputs(
                kernel.spec().project(), said -> said.stopping(kernel.slot().stream().toList()));
        launch.get().end(kernel, Optional.empty());
      }
    } catch (RuntimeException e) {
      LOG.info("not culled instance={} cause={}", kernel.name(), e.getMessage());
    } finally {
      ending.remove(kernel.id());
    }
  }

  /** It may have begun something in this moment. */
  private synchronized boolean isStillDue(Instance kernel, Culling limits, Instant now) {
    return !closed && end(kernel, limits, now).filter(e -> !e.at().isAfter(now)).isPresent();
  }

  /** Listens no more, and ends nothing. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    workers.shutdownNow();
    ears.values().forEach(ear -> ear.listening().close());
    ears.clear();
  }
}
