package io.llmspell.fleet.bench.contest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import io.llmspell.fleet.docker.container.ListedContainer;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
    long running = containers().stream().filter(c -> "running".equals(c.state())).count();
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
    containers().forEach(c -> left.add("container " + c.name()));
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
    for (ListedContainer container : containers()) {
      engine.change(
          "remove " + container.id(),
          docker ->
              docker
                  .removeContainerCmd(container.id())
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

  private List<ListedContainer> containers() {
    return engine.list("list containers", "/containers/json?all=true").stream()
        .map(ListedContainer::of)
        .filter(container -> areOurs(container.labels()::get))
        .toList();
  }

  private List<String> networks() {
    return engine.list("list networks", "/networks").stream()
        .filter(Leavings::areOurs)
        .map(network -> network.path("Id").asText())
        .filter(id -> !stuck.contains(id))
        .toList();
  }

  private List<String> volumes() {
    return Streams.stream(engine.read("list volumes", "/volumes").path("Volumes"))
        .filter(Leavings::areOurs)
        .map(volume -> volume.path("Name").asText())
        .toList();
  }

  private static boolean areOurs(JsonNode thing) {
    return areOurs(label -> thing.path("Labels").path(label).textValue());
  }

  private static boolean areOurs(Function<String, @Nullable String> labels) {
    return Stream.of(Labels.PROJECT, COMPOSE_PROJECT)
        .map(labels)
        .filter(Objects::nonNull)
        .anyMatch(Project::isOurs);
  }
}
