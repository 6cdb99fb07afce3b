package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.AdHocNames;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.WarmPool;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.UsageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One container in the {@link InMemoryEngine}, whose lock guards it. */
final class FakeContainer {
  String name;
  final String handle;
  final Make make;

  Behaviour behaviour;
  Optional<Instant> startedAt = Optional.empty();
  Optional<Instance.Exit> exit = Optional.empty();
  Optional<byte[]> connectionFile = Optional.empty();
  Optional<UsageSource.Usage> usage = Optional.empty();
  Optional<MetricsSource.Metrics> metrics = Optional.empty();
  final List<LogSource.Line> lines = new ArrayList<>();
  final List<Consumer<Sign>> listeners = new ArrayList<>();

  FakeContainer(String name, String handle, Make make, Behaviour behaviour) {
    this.name = name;
    this.handle = handle;
    this.make = make;
    this.behaviour = behaviour;
  }

  /** One that somebody else made, and that runs. */
  static FakeContainer foreign(String name, String handle, Set<Integer> ports, Instant now) {
    Make make = new Make(Optional.empty(), false, Set.of(), Set.of(), ports, now);
    FakeContainer foreign = new FakeContainer(name, handle, make, Behaviour.ANSWERS);
    foreign.startedAt = Optional.of(now);
    return foreign;
  }

  /** What can't change about a container. */
  record Make(
      Optional<Labels> labels,
      boolean checksHealth,
      Set<String> networks,
      Set<String> volumes,
      Set<Integer> publishedPorts,
      Instant createdAt) {
    Make {
      networks = Set.copyOf(networks);
      volumes = Set.copyOf(volumes);
      publishedPorts = Set.copyOf(publishedPorts);
    }
  }

  /** What the fleet's own containers carry. */
  record Labels(InstanceId id, Optional<Slot> slot, Instance.Provenance spec, Lifetime maker) {}

  /** Its own address: no two containers that ever were had the same. */
  String host() {
    int number = Integer.parseUnsignedInt(handle, 16);
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  boolean isForeign() {
    return make.labels().isEmpty();
  }

  boolean isRunning() {
    return startedAt.isPresent() && exit.isEmpty();
  }

  Optional<Instance.KernelFacts> kernel() {
    return make.labels().flatMap(labels -> labels.spec().kernel());
  }

  /** Whether it publishes one of these ports. */
  boolean publishes(PortBlock ports) {
    return ports.ports().anyMatch(make.publishedPorts()::contains);
  }

  boolean isOf(ProjectName project) {
    return make.labels().filter(labels -> labels.spec().project().equals(project)).isPresent();
  }

  /** What was put into it, or what its kernel has written once it answers. */
  Optional<byte[]> connectionFile() {
    Optional<Instance.KernelFacts> kernel = kernel();
    if (connectionFile.isEmpty()
        && isRunning()
        && behaviour.answers() != Health.UNRESPONSIVE
        && kernel.filter(k -> k.connection() == KernelSpec.Connection.WRITTEN).isPresent()) {
      connectionFile =
          kernel.map(
              k ->
                  ConnectionText.encode(
                      ConnectionInfo.of("127.0.0.1", k.ports(), "key of " + handle, k.language())));
    }
    return connectionFile.map(byte[]::clone);
  }

  /** Tells whoever listens. */
  void publish(Sign sign) {
    listeners.forEach(heard -> heard.accept(sign));
  }

  /** Whether its program heard of it. */
  boolean interrupt() {
    if (behaviour.answers() == Health.UNRESPONSIVE) {
      return false;
    }
    behaviour = Behaviour.ANSWERS;
    return true;
  }

  /** As the runtime shows it; only the fleet's own are ever shown. */
  Instance instance() {
    Labels labels = make.labels().orElseThrow();
    return new Instance(
        labels.id(),
        name,
        handle,
        slot(labels),
        labels.spec(),
        phase(),
        health(),
        isRunning() ? Optional.of(host()) : Optional.empty(),
        make.createdAt(),
        startedAt,
        exit,
        startedAt.isEmpty() ? labels.maker().seen() : MakerState.UNKNOWN);
  }

  /** One that has left its pool is in none. */
  private Optional<Slot> slot(Labels labels) {
    return labels
        .slot()
        .filter(
            made ->
                !WarmPool.isPool(made.service())
                    || !AdHocNames.isOf(
                        labels.spec().project(), labels.id(), labels.spec().specHash(), name));
  }

  private Phase phase() {
    if (exit.isPresent()) {
      return Phase.GONE;
    }
    if (startedAt.isEmpty()) {
      return Phase.CREATING;
    }
    if (kernel().isPresent()) {
      return Phase.STARTING;
    }
    return make.checksHealth() && behaviour.answers() != Health.HEALTHY
        ? Phase.STARTING
        : Phase.READY;
  }

  private Health health() {
    return make.checksHealth() && isRunning() && kernel().isEmpty()
        ? behaviour.answers()
        : Health.UNKNOWN;
  }

  /** Everything that could change about it, for tests that see whether it did. */
  String state() {
    return name + " " + handle + " started " + startedAt + " exit " + exit + " in " + make;
  }
}
