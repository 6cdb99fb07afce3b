package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

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
    List<Container> containers =
        engine.read(
            "list the containers of " + project,
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of(Labels.PROJECT, project.value()))
                    .exec());
    List<Instance> instances = new ArrayList<>();
    containers.stream()
        .filter(InstanceReading::isInstance)
        .forEach(container -> read(container).ifPresent(instances::add));
    return instances;
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

  private Optional<Container> listed(String containerId) {
    return engine
        .read(
            "look at container " + containerId,
            docker ->
                docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withIdFilter(List.of(containerId))
                    .exec())
        .stream()
        .findFirst();
  }

  /** Empty if it went away between the list and the question. */
  private Optional<Instance> read(Container container) {
    if (!InstanceReading.hasEnded(container)) {
      return Optional.of(reading.read(container, Optional.empty()));
    }
    try {
      ContainerState state =
          engine.read(
              "inspect container " + container.getId(),
              docker -> docker.inspectContainerCmd(container.getId()).exec().getState());
      return Optional.of(reading.read(container, Optional.of(state)));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
