package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.KernelProtocol.Answer;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how instances are, from themselves: waits for each that is new until it answers, and asks
 * those that have answered again and again. Needs no engine for that, so that an engine that is
 * away makes no kernel seem dead. Thread-safe.
 */
final class Pulse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final Surroundings around;
  private final Connections connections;
  private final Readiness readiness;
  private final Runnable changed;
  private final ExecutorService waiting = Parallel.waitingThreads();
  private final Map<InstanceId, Vital> vitals = new ConcurrentHashMap<>();

  /**
   * @param changed called when something is ready, or has failed, that was not so before
   */
  Pulse(Surroundings around, Runnable changed) {
    this.around = around;
    this.connections = new Connections(around);
    this.readiness = new Readiness(around, connections);
    this.changed = changed;
  }

  /** Begins to wait for those that are new, and forgets those that are gone. Does not block. */
  void meet(DesiredFleet desired, List<Instance> instances) {
    Set<InstanceId> running = new HashSet<>();
    for (Instance instance : instances) {
      if (instance.isRunning()) {
        running.add(instance.id());
        Vital known = vitals.get(instance.id());
        if (known == null || !known.start().equals(instance.startedAt())) {
          Vital starting = Vital.starting(instance);
          vitals.put(instance.id(), starting);
          waiting.execute(() -> await(kernelOf(desired, instance), instance, starting));
        } else {
          called(instance, known);
        }
      }
    }
    vitals.keySet().retainAll(running);
  }

  /** One that was promoted, or claimed, is reached as before, and looked for under its new name. */
  private void called(Instance instance, Vital known) {
    known
        .file()
        .filter(file -> !file.equals(around.home().connectionFile(instance.name())))
        .ifPresent(
            file -> {
              Path now = connections.publish(instance, known.connection().orElseThrow());
              update(instance.id(), vital -> vital.at(now));
            });
  }

  /** Asks all that have answered before, and reads what they use. Blocks for a second or two. */
  void beat(List<Instance> instances) {
    Map<InstanceId, ConnectionInfo> known = new HashMap<>();
    vitals.forEach((id, vital) -> vital.connection().ifPresent(c -> known.put(id, c)));
    List<InstanceId> ids = List.copyOf(known.keySet());
    List<Answer> answers =
        ids.isEmpty()
            ? List.of()
            : around
                .protocol()
                .probeAll(
                    ids.stream().map(id -> Objects.requireNonNull(known.get(id))).toList(),
                    Look.PATIENCE);
    Map<InstanceId, String> before = failing();
    for (int i = 0; i < ids.size(); i++) {
      Answer answer = answers.get(i);
      update(ids.get(i), vital -> vital.answered(answer));
    }
    tellLost(instances, before);
    measure(instances);
  }

  private void tellLost(List<Instance> instances, Map<InstanceId, String> before) {
    Map<InstanceId, String> now = failing();
    for (Instance instance : instances) {
      String cause = now.get(instance.id());
      if (cause != null && !before.containsKey(instance.id())) {
        around.listener().on(Kind.FAILED, instance.name(), cause);
      }
    }
    if (!now.keySet().equals(before.keySet())) {
      changed.run();
    }
  }

  /** What an instance uses is nice to know; that it can't be read keeps nobody from anything. */
  private void measure(List<Instance> instances) {
    List<Instance> running = instances.stream().filter(Instance::isRunning).toList();
    try {
      Map<InstanceId, Usage> usage =
          around.runtime().offer(UsageSource.class).map(u -> u.usage(running)).orElse(Map.of());
      running.forEach(
          i -> update(i.id(), vital -> vital.using(Optional.ofNullable(usage.get(i.id())))));
    } catch (FleetException e) {
      LOG.debug("usage can't be read: {}", e.getMessage());
    }
  }

  /** Those that run and shall be replaced, and why. */
  Map<InstanceId, String> failing() {
    Map<InstanceId, String> failing = new HashMap<>();
    vitals.forEach((id, vital) -> vital.failure().ifPresent(cause -> failing.put(id, cause)));
    return failing;
  }

  /** Whether it has answered, and does not fail. */
  boolean answers(Instance instance) {
    Vital vital = vitals.get(instance.id());
    return instance.isRunning()
        && vital != null
        && vital.phase() == Phase.READY
        && vital.failure().isEmpty();
  }

  /** Where it is asked; absent until it has answered. */
  Optional<ConnectionInfo> connection(Instance instance) {
    return Optional.ofNullable(vitals.get(instance.id())).flatMap(Vital::connection);
  }

  /** As it is shown. */
  KernelView view(Instance instance) {
    Vital vital = instance.isRunning() ? vitals.get(instance.id()) : null;
    return vital == null
        ? new KernelView(
            instance,
            instance.phase(),
            instance.health(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty())
        : new KernelView(
            instance,
            instance.isKernel() ? vital.phase() : instance.phase(),
            instance.isKernel() ? vital.health() : instance.health(),
            vital.heartbeat(),
            vital.file(),
            vital.usage());
  }

  @Override
  public void close() {
    waiting.shutdownNow();
  }

  private void await(Optional<KernelSpec> kernel, Instance instance, Vital starting) {
    try {
      readiness.confirm(kernel, instance);
      Optional<ConnectionInfo> connection =
          kernel.flatMap(k -> connections.remembered(instance).or(() -> connections.of(instance)));
      Vital ready =
          starting.ready(
              kernel.isPresent() ? Health.HEALTHY : instance.health(),
              connection,
              connection.map(c -> around.home().connectionFile(instance.name())));
      if (vitals.replace(instance.id(), starting, ready)) {
        around.listener().on(Kind.READY, instance.name(), "");
      }
    } catch (FleetException e) {
      failed(instance, starting, e);
    }
    changed.run();
  }

  /** That it is gone, or that the engine is, is not its failure: the next look tells. */
  private void failed(Instance instance, Vital starting, FleetException e) {
    if (e.code() != ErrorCode.NOT_READY) {
      LOG.debug("not confirmed instance={} cause={}", instance.name(), e.getMessage());
      vitals.remove(instance.id(), starting);
    } else if (vitals.replace(instance.id(), starting, starting.failed(e.getMessage()))) {
      around.listener().on(Kind.FAILED, instance.name(), e.getMessage());
    }
  }

  private void update(InstanceId id, UnaryOperator<Vital> change) {
    vitals.computeIfPresent(id, (same, vital) -> change.apply(vital));
  }

  /** What the file says of the kernel; of one that is in no service, what it says itself. */
  private static Optional<KernelSpec> kernelOf(DesiredFleet desired, Instance instance) {
    return instance
        .spec()
        .kernel()
        .map(
            facts ->
                instance
                    .service()
                    .map(desired.services()::get)
                    .flatMap(service -> service.kernel())
                    .orElseGet(() -> ofItself(facts)));
  }

  private static KernelSpec ofItself(KernelFacts facts) {
    return new KernelSpec(
        facts.language(),
        Optional.empty(),
        facts.connection(),
        facts.interrupt(),
        KernelSpec.DEFAULT_STARTUP_TIMEOUT);
  }
}
