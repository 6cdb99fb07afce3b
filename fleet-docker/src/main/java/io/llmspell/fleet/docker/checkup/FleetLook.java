package io.llmspell.fleet.docker.checkup;

import com.google.common.base.Suppliers;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.LeftoversCheck;
import io.llmspell.fleet.checkup.PortsCheck;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.EngineOverview;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.machine.LoopbackPorts;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Networking.Publication;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.runtime.Observation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Looks at an engine for what one fleet needs of it; at the fleet itself once. */
final class FleetLook {
  /** What engines have of their own, for a first look at a fleet that was never up. */
  private static final Set<String> DEFAULT_NETWORKS = Set.of("bridge", "podman");

  private final EngineOverview overview;
  private final Reach reach;
  private final Optional<DesiredFleet> desired;
  private final Supplier<Optional<ObservedFleet>> observed;

  /**
   * @param desired what the file wants, if it could be read
   */
  FleetLook(Engine engine, Reach reach, Optional<DesiredFleet> desired) {
    this.overview = new EngineOverview(engine, reach);
    this.reach = reach;
    this.desired = desired;
    DockerRuntime runtime = new DockerRuntime(engine, Optional.empty());
    this.observed =
        Suppliers.memoize(() -> desired.map(fleet -> runtime.observe(Observation.of(fleet))));
  }

  Check images(boolean buildable) {
    Map<ImageReference, PullPolicy> wanted = new TreeMap<>();
    desired.stream()
        .flatMap(fleet -> fleet.services().values().stream())
        .forEach(
            s ->
                wanted.merge(
                    s.image(),
                    s.build().isPresent() ? PullPolicy.BUILD : s.pullPolicy(),
                    (one, other) -> one == PullPolicy.NEVER ? one : other));
    return new ImagesCheck(
        wanted, observed.get().map(o -> o.images().keySet()).orElse(Set.of()), buildable);
  }

  Check ports() {
    Set<Integer> published = new TreeSet<>(overview.publishedPorts());
    desired.stream()
        .flatMap(fleet -> fleet.services().values().stream())
        .flatMap(service -> service.container().networking().ports().stream())
        .map(Publication::hostPort)
        .forEach(port -> port.ifPresent(published::add));
    IntPredicate listening =
        reach.sharesLoopback() ? port -> !LoopbackPorts.isFree(port) : port -> false;
    return new PortsCheck(
        desired.map(DesiredFleet::ports).orElse(PortRange.DEFAULT),
        overview.leasedPorts(),
        published,
        listening,
        desired.flatMap(fleet -> observed.get().map(o -> PortsCheck.missing(fleet, o))).orElse(0));
  }

  Check leftovers(Instant now) {
    return new LeftoversCheck(observed.get().map(Debris.at(now)::cleanup).orElse(List.of()));
  }

  Check reach() {
    Set<String> names = new HashSet<>(DEFAULT_NETWORKS);
    desired.stream()
        .flatMap(fleet -> fleet.networks().values().stream())
        .forEach(network -> names.add(network.name()));
    Map<String, Boolean> networks = new TreeMap<>(overview.networks());
    networks.keySet().retainAll(names);
    return new ReachCheck(List.copyOf(networks.keySet()), networks.containsValue(true));
  }
}
