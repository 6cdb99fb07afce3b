package io.llmspell.fleet.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.ListedContainer;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.ListFilter;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at containers: one list, and one question more for each that has ended. */
final class Observer {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Engine engine;
  private final InstanceReading reading;

  Observer(Engine engine, InstanceReading reading) {
    this.engine = engine;
    this.reading = reading;
  }

  List<Instance> instances(ProjectName project) {
    return list(
            "list the containers of " + project, "label", Labels.PROJECT + "=" + project.value())
        .filter(InstanceReading::isInstance)
        .flatMap(container -> read(container).stream())
        .toList();
  }

  Optional<Instance> again(Instance instance) {
    return byId(instance.handle());
  }

  /** The container that was made for this instance, if there is one. */
  Optional<Instance> of(ProjectName project, InstanceId id) {
    return instances(project).stream().filter(i -> i.id().equals(id)).findFirst();
  }

  Optional<Instance> byId(String containerId) {
    return listed(containerId).filter(InstanceReading::isInstance).flatMap(this::read);
  }

  /**
   * Blocks until a container that is being removed is gone; false if it is still there in the end.
   */
  boolean awaitGone(String containerId, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (listed(containerId).isPresent()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  private Optional<ListedContainer> listed(String containerId) {
    return list("look at container " + containerId, "id", containerId).findFirst();
  }

  /**
   * Whether any container is a member of a network, also one that does not run: the engine's own
   * look at the network shows only those that do. One that was made and never started is known by
   * the network's name alone.
   */
  boolean hasMembers(ListedNetwork network) {
    return list("list the members of " + network.name(), "network", network.id(), network.name())
        .findFirst()
        .isPresent();
  }

  /** The host's ports that containers which run publish, whoever made them. */
  Set<Integer> publishedPorts() {
    return engine.list("list the published ports", "/containers/json").stream()
        .map(ListedContainer::of)
        .flatMap(container -> container.ports().stream())
        .map(ListedContainer.Port::outside)
        .filter(port -> port > 0)
        .collect(Collectors.toSet());
  }

  private Stream<ListedContainer> list(String doing, String filter, String... values) {
    String query = "/containers/json?all=true&" + ListFilter.of(filter, values);
    return engine.list(doing, query).stream().map(ListedContainer::of);
  }

  /** Empty if it went away between the list and the question. */
  private Optional<Instance> read(ListedContainer container) {
    if (!InstanceReading.hasEnded(container)) {
      return Optional.of(reading.read(container, Optional.empty()));
    }
    try {
      JsonNode inspected =
          engine.read(
              "inspect container " + container.id(), "/containers/" + container.id() + "/json");
      return Optional.of(reading.read(container, Optional.of(inspected.path("State"))));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
