package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Care;
import io.llmspell.fleet.plan.Care.Hold;
import io.llmspell.fleet.plan.Planner;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a fleet is left alone for now: slots that are being worked on, that wait for what they
 * depend on, or that have failed a moment ago.
 *
 * @param seen the last look, and how the instances are by their own account
 * @param busy slots that are being worked on
 * @param rolling services that are being updated
 */
record Judgement(
    DesiredFleet desired,
    ObservedFleet seen,
    Set<Slot> stopped,
    Pulse pulse,
    Streaks streaks,
    Set<Slot> busy,
    Set<ServiceName> rolling,
    Instant now) {

  Care care() {
    Map<Slot, Hold> held = new HashMap<>();
    busy.forEach(slot -> held.put(slot, Hold.because("is being worked on")));
    for (ServiceSpec service : desired.services().values()) {
      for (Slot slot : slots(service)) {
        if (!busy.contains(slot)) {
          hold(service, slot).ifPresent(hold -> held.put(slot, hold));
        }
      }
    }
    return new Care(failing(), held);
  }

  /** Those of services; nothing says how to make another one anew. */
  private Map<InstanceId, String> failing() {
    return seen.instances().stream()
        .filter(instance -> instance.slot().isPresent() && failure(instance).isPresent())
        .collect(Collectors.toMap(Instance::id, instance -> failure(instance).orElseThrow()));
  }

  private Optional<String> failure(Instance instance) {
    boolean unhealthy =
        !instance.isKernel()
            && instance.phase() == Phase.READY
            && instance.health() == Health.UNRESPONSIVE;
    return Optional.ofNullable(pulse.failing().get(instance.id()))
        .or(() -> unhealthy ? Optional.of("its health check fails") : Optional.empty());
  }

  /** As the planner sees it: what fails is of no use any more. */
  ObservedFleet judged() {
    return seen.withInstances(
        seen.instances().stream()
            .map(i -> failure(i).isPresent() ? i.withHealth(Health.UNRESPONSIVE) : i)
            .toList());
  }

  private Set<Slot> slots(ServiceSpec service) {
    Set<Slot> slots = new TreeSet<>();
    IntStream.rangeClosed(1, service.replicas())
        .forEach(index -> slots.add(new Slot(service.name(), index)));
    seen.instances().stream()
        .flatMap(instance -> instance.slot().stream())
        .filter(slot -> slot.service().equals(service.name()))
        .forEach(slots::add);
    return slots;
  }

  private Optional<Hold> hold(ServiceSpec service, Slot slot) {
    Optional<Instance> current = in(slot).stream().max(Comparator.comparing(Instance::isRunning));
    if (current.isEmpty()) {
      return streaks
          .holdOfStart(service, slot, now)
          .or(() -> holdOfImage(service))
          .or(() -> holdOfDependencies(service));
    }
    Instance instance = current.get();
    boolean asWanted = Planner.isAsWanted(service, instance, seen);
    if (instance.isRunning() && failure(instance).isEmpty()) {
      return asWanted ? Optional.empty() : holdOfUpdate(service, slot);
    }
    if (!asWanted) {
      return holdOfImage(service);
    }
    return ofFailed(service, instance)
        .or(() -> holdOfImage(service))
        .or(() -> holdOfDependencies(service));
  }

  private Optional<Hold> ofFailed(ServiceSpec service, Instance instance) {
    boolean isDone = !instance.isKernel() && instance.exit().filter(e -> e.code() == 0).isPresent();
    Optional<String> cause =
        instance.phase() == Phase.GONE && !isDone
            ? Optional.of(
                "it has ended: " + instance.exit().map(Instance.Exit::cause).orElse("no exit code"))
            : failure(instance);
    cause.ifPresent(
        text ->
            streaks.failed(
                service,
                instance,
                text,
                instance.exit().flatMap(Instance.Exit::at).orElse(now),
                now));
    return cause.flatMap(text -> streaks.hold(service, instance, now));
  }

  private Optional<Hold> holdOfUpdate(ServiceSpec service, Slot slot) {
    return rolling.contains(service.name())
        ? Optional.of(Hold.because("its service is being updated"))
        : streaks.holdOfUpdate(service, slot).or(() -> holdOfImage(service));
  }

  private Optional<Hold> holdOfImage(ServiceSpec service) {
    return seen.images().containsKey(service.image())
        ? Optional.empty()
        : Optional.of(Hold.because("its image " + service.image() + " is being brought along"));
  }

  private Optional<Hold> holdOfDependencies(ServiceSpec service) {
    return service.dependsOn().stream()
        .filter(dependency -> !isMet(dependency))
        .findFirst()
        .map(dependency -> Hold.because("it waits for " + dependency.service()));
  }

  /** What was stopped by hand is waited for by nobody. */
  private boolean isMet(Dependency dependency) {
    ServiceSpec needed = desired.services().get(dependency.service());
    if (needed == null) {
      return true;
    }
    long stoppedOnes =
        stopped.stream().filter(slot -> slot.service().equals(needed.name())).count();
    long met =
        seen.instances().stream()
            .filter(i -> i.service().filter(needed.name()::equals).isPresent())
            .filter(
                i ->
                    switch (dependency.condition()) {
                      case STARTED -> i.isRunning();
                      case HEALTHY -> pulse.answers(i);
                      case COMPLETED_SUCCESSFULLY ->
                          i.exit().filter(exit -> exit.code() == 0).isPresent();
                    })
            .count();
    return met >= needed.replicas() - stoppedOnes;
  }

  private List<Instance> in(Slot slot) {
    return seen.instances().stream()
        .filter(instance -> instance.slot().filter(slot::equals).isPresent())
        .toList();
  }
}
