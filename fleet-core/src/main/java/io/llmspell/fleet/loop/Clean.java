package io.llmspell.fleet.loop;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Removes all that the fleet has made for a project, and nothing else. */
final class Clean {
  private final Surroundings around;
  private final Launch launch;

  Clean(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  List<String> run(DesiredFleet desired, boolean images) {
    List<String> removed = new ArrayList<>(new Down(around, launch).run(desired, false));
    removed.addAll(collectLeftovers(desired));
    desired
        .volumes()
        .values()
        .forEach(volume -> discard(desired, new Resource.Volume(volume), removed));
    removed.addAll(
        around.home().removeConnectionFiles(desired.project().value(), services(desired)));
    if (images) {
      desired.services().values().stream()
          .map(service -> Resource.Image.of(service).with(PullPolicy.NEVER))
          .distinct()
          .forEach(image -> discard(desired, image, removed));
    }
    return removed;
  }

  /** Of any age: whoever cleans up wants nothing of the project to go on. */
  private List<String> collectLeftovers(DesiredFleet desired) {
    ObservedFleet observed = around.runtime().observe(Observation.withoutImages(desired));
    return new Debris(Duration.ZERO, around.clock().instant())
        .of(observed).stream()
            .filter(collect -> launch.collect(collect.leftover()))
            .map(Action::subject)
            .toList();
  }

  private void discard(DesiredFleet desired, Resource resource, List<String> removed) {
    if (around.runtime().discard(desired.project(), resource)) {
      String what = resource.kind() + " " + resource.name();
      around.listener().on(Kind.REMOVED, what, "");
      removed.add(what);
    }
  }

  private static Collection<String> services(DesiredFleet desired) {
    return new TreeSet<>(
        Stream.concat(desired.services().keySet().stream(), desired.inactive().stream())
            .map(ServiceName::value)
            .toList());
  }
}
