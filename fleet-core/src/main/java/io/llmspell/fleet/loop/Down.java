package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ends all of a fleet: instances (those that others depend on last), networks, volumes if asked,
 * and what was said of it beside the file.
 */
final class Down {
  /** How often others may start something in between. */
  private static final int LOOKS = 5;

  private final Surroundings around;
  private final Launch launch;

  Down(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  /**
   * Returns the names of the instances that were ended.
   *
   * @throws FleetException with {@code CONFLICT} if others go on starting instances
   */
  List<String> run(DesiredFleet desired, boolean volumes) {
    Set<String> ended = new TreeSet<>();
    ObservedFleet observed = look(desired);
    // First, or whoever keeps the fleet would fill each slot again.
    around.home().updateInputs(desired.project(), said -> Inputs.NONE);
    for (int look = 1; !observed.instances().isEmpty(); look++) {
      if (look > LOOKS) {
        throw new FleetException(
            ErrorCode.CONFLICT,
            "somebody starts instances of "
                + desired.project()
                + " while they are ended; left are "
                + String.join(", ", names(observed)));
      }
      for (List<Instance> wave : waves(desired, observed.instances())) {
        end(wave);
      }
      ended.addAll(names(observed));
      observed = look(desired);
    }
    Debris.at(around.clock().instant())
        .of(observed)
        .forEach(collect -> launch.collect(collect.leftover()));
    observed
        .networks()
        .forEach(name -> discard(desired, new Resource.Network(network(desired, name))));
    if (volumes) {
      desired.volumes().values().forEach(v -> discard(desired, new Resource.Volume(v)));
    }
    // A slot that somebody stopped meanwhile is empty like all others.
    around.home().updateInputs(desired.project(), said -> said.withStopped(Set.of()));
    return List.copyOf(ended);
  }

  private void end(List<Instance> wave) {
    Parallel.map(
        wave,
        instance -> {
          launch.end(instance, Optional.empty());
          return instance;
        });
  }

  private ObservedFleet look(DesiredFleet desired) {
    ObservedFleet observed = around.runtime().observe(Observation.withoutImages(desired));
    if (!observed.isComplete()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "the engine showed only a part of the fleet, so not all of it was ended: "
              + String.join("; ", observed.unseen()));
    }
    return observed;
  }

  private static List<String> names(ObservedFleet observed) {
    return observed.instances().stream().map(Instance::name).toList();
  }

  /** A network of the project that the file does not name any more is known by its name alone. */
  private static NetworkSpec network(DesiredFleet desired, String name) {
    return desired.networks().values().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseGet(() -> NetworkSpec.named(name));
  }

  private void discard(DesiredFleet desired, Resource resource) {
    if (around.runtime().discard(desired.project(), resource)) {
      around.listener().on(Kind.REMOVED, resource.kind() + " " + resource.name(), "");
    }
  }

  /**
   * Instances in the order in which they can go: each wave is needed by nothing that comes later.
   */
  private static List<List<Instance>> waves(DesiredFleet desired, List<Instance> instances) {
    List<List<Instance>> waves = new ArrayList<>();
    List<Instance> left = new ArrayList<>(instances);
    while (!left.isEmpty()) {
      Set<ServiceName> needed = new HashSet<>();
      for (Instance instance : left) {
        instance
            .service()
            .map(desired.services()::get)
            .map(ServiceSpec::dependsOn)
            .ifPresent(d -> d.forEach(dependency -> needed.add(dependency.service())));
      }
      List<Instance> wave =
          left.stream().filter(i -> i.service().filter(needed::contains).isEmpty()).toList();
      waves.add(wave);
      left.removeAll(wave);
    }
    return waves;
  }
}
