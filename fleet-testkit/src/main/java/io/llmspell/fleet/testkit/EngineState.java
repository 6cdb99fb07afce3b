package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that is in an {@link InMemoryEngine}, whose lock guards it. */
final class EngineState {
  final InstantSource clock;
  final Map<String, FakeContainer> containers = new TreeMap<>();
  final Map<String, FakeLease> leases = new TreeMap<>();
  final Map<String, FakeClaim> claims = new TreeMap<>();
  final Map<ServiceName, Behaviour> behaviours = new HashMap<>();
  final Set<String> hidden = new TreeSet<>();
  final List<String> journal = new ArrayList<>();
  final Interventions interventions = new Interventions();
  final Stock stock = new Stock();
  final Commons networks = new Commons();
  final Commons volumes = new Commons();
  Behaviour behaviour = Behaviour.ANSWERS;
  private int made;

  EngineState(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes what a runtime was asked for; others come in between, or it fails, as a test orders. */
  void begin(Operation operation, String subject) {
    if (operation.changesSomething()) {
      journal.add(operation.verb() + " " + subject);
    }
    interventions.at(operation, subject);
  }

  /** The container behind an instance, whatever it is called by now. */
  Optional<FakeContainer> find(Instance instance) {
    return containers.values().stream()
        .filter(c -> c.handle.equals(instance.handle()) && !c.isForeign())
        .findFirst();
  }

  /** For tests, which know what is there. */
  FakeContainer named(String name) {
    FakeContainer container = containers.get(name);
    if (container == null) {
      throw new IllegalArgumentException(
          "there is no container " + name + " but " + containers.keySet());
    }
    return container;
  }

  void add(FakeContainer container) {
    if (containers.putIfAbsent(container.name, container) != null) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + container.name + " is taken by another container: remove or rename that");
    }
  }

  void remove(FakeContainer container) {
    containers.remove(container.name);
    hidden.remove(container.name);
  }

  /** As an engine does it: the name is had once. */
  FakeContainer rename(Instance instance, String name) {
    FakeContainer container =
        find(instance)
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.CONFLICT, instance.name() + " is gone: look again at its slot"));
    if (container.name.equals(name)) {
      return container;
    }
    if (!container.name.equals(instance.name())) {
      throw new FleetException(
          ErrorCode.CONFLICT, instance.name() + " is called " + container.name + " by now");
    }
    if (containers.containsKey(name)) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + name + " is taken: " + container.name + " keeps its own");
    }
    containers.remove(container.name);
    container.name = name;
    containers.put(name, container);
    return container;
  }

  /** Ends a kernel's lease and the claims on it, and no other's. */
  void release(InstanceId holder) {
    claims.values().removeIf(claim -> claim.claim().kernel().equals(holder));
    leases.values().removeIf(lease -> lease.holder().equals(holder));
  }

  void end(FakeContainer container, int exitCode, boolean outOfMemory) {
    if (container.isRunning()) {
      container.exit =
          Optional.of(new Instance.Exit(exitCode, outOfMemory, "", Optional.of(clock.instant())));
    }
  }

  boolean isFree(PortBlock ports) {
    return leases.values().stream().noneMatch(lease -> lease.ports().overlaps(ports))
        && containers.values().stream().noneMatch(c -> c.publishes(ports));
  }

  boolean isFree(int port) {
    return containers.values().stream().noneMatch(c -> c.make.publishedPorts().contains(port));
  }

  Behaviour behaviourOf(ServiceName service) {
    return behaviours.getOrDefault(service, behaviour);
  }

  /** Never the same again, as container ids are. */
  String nextHandle() {
    return String.format("%012x", ++made);
  }
}
