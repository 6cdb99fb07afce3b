package io.llmspell.fleet.bench.contest;

import com.github.dockerjava.api.model.Container;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an engine holds of the projects that are made here. */
public final class Leavings {
  /** The label in which Compose names the project. */
  static final String COMPOSE_PROJECT = "com.docker.compose.project";

  private final Engine engine;

  /** Networks that the engine does not give back, though nobody uses them. */
  private final Set<String> stuck = new TreeSet<>();

  public Leavings(Engine engine) {
    this.engine = engine;
  }

  /**
   * Makes sure that a fleet is up as it should be.
   *
   * @throws IllegalStateException if other than this many containers of ours run
   */
  void requireRunning(int services, String whose) {
    long running = containers().stream().filter(c -> "running".equals(c.getState())).count();
    if (running != services) {
      throw new IllegalStateException(
          whose + " has " + running + " containers running where " + services + " should");
    }
  }

  /**
   * Makes sure that all is gone.
   *
   * @throws IllegalStateException if it is not, naming what is left
   */
  void requireNone(String whose) {
    List<String> left = new ArrayList<>();
    containers().forEach(c -> left.add("container " + String.join(" ", c.getNames())));
    networks().forEach(id -> left.add("network " + id));
    volumes().forEach(name -> left.add("volume " + name));
    if (!left.isEmpty()) {
      throw new IllegalStateException(whose + " left " + String.join(", ", left));
    }
  }

  /**
   * Removes what a run before this one, or one that failed, has left. A network that an engine does
   * not give back before it is started anew is no longer taken for somebody's leaving.
   *
   * @return the ids of such networks
   */
  public Set<String> remove() {
    for (Container container : containers()) {
      engine.change(
          "remove " + container.getId(),
          docker ->
              docker
                  .removeContainerCmd(container.getId())
                  .withForce(true)
                  .withRemoveVolumes(true)
                  .exec());
    }
    for (String network : networks()) {
      try {
        engine.change(
            "remove network " + network, docker -> docker.removeNetworkCmd(network).exec());
      } catch (FleetException e) {
        if (e.code() != ErrorCode.CONFLICT) {
          throw e;
        }
        stuck.add(network);
      }
    }
    for (String volume : volumes()) {
      engine.change("remove volume " + volume, docker -> docker.removeVolumeCmd(volume).exec());
    }
    return Set.copyOf(stuck);
  }

  private List<Container> containers() {
    return engine
        .read("list containers", docker -> docker.listContainersCmd().withShowAll(true).exec())
        .stream()
        .filter(container -> areOurs(container.getLabels()))
        .toList();
  }

  private List<String> networks() {
    return engine.read("list networks", docker -> docker.listNetworksCmd().exec()).stream()
        .filter(network -> areOurs(network.getLabels()))
        .map(network -> network.getId())
        .filter(id -> !stuck.contains(id))
        .toList();
  }

  private List<String> volumes() {
    return engine
        .read("list volumes", docker -> docker.listVolumesCmd().exec().getVolumes())
        .stream()
        .filter(volume -> areOurs(volume.getLabels()))
        .map(volume -> volume.getName())
        .toList();
  }

  private static boolean areOurs(@Nullable Map<String, String> labels) {
    return labels != null
        && Stream.of(Labels.PROJECT, COMPOSE_PROJECT)
            .map(labels::get)
            .filter(Objects::nonNull)
            .anyMatch(Project::isOurs);
  }
}
