package io.llmspell.fleet.docker;

import com.google.common.collect.Streams;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.ListFilter;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes: the named ones, which hold the user's own data, and how any is seen and removed. */
final class Volumes {
  private final Engine engine;

  Volumes(Engine engine) {
    this.engine = engine;
  }

  /** All there are. */
  List<ListedVolume> all() {
    return list("list volumes", "/volumes");
  }

  /** Those with a label of this name. */
  List<ListedVolume> labelled(String label) {
    return list("list volumes with " + label, "/volumes?" + ListFilter.of("label", label));
  }

  /** The engine says null where there is none. */
  private List<ListedVolume> list(String doing, String path) {
    return Streams.stream(engine.read(doing, path).path("Volumes")).map(ListedVolume::of).toList();
  }

  Optional<ListedVolume> find(String name) {
    try {
      return Optional.of(
          ListedVolume.of(engine.read("look at volume " + name, "/volumes/" + name)));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether it was removed: what a container uses is not. May be repeated. */
  boolean remove(String name) {
    try {
      engine.change("remove volume " + name, docker -> docker.removeVolumeCmd(name).exec());
      return true;
    } catch (FleetException e) {
      if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  void ensure(ProjectName project, VolumeSpec spec) {
    if (find(spec.name()).isPresent()) {
      return;
    }
    if (spec.external()) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "the external volume "
              + spec.name()
              + " is not there: `docker volume create "
              + spec.name()
              + "`");
    }
    Map<String, String> labels = new HashMap<>(spec.labels());
    labels.put(Labels.PROJECT, project.value());
    engine.change(
        "create volume " + spec.name(),
        docker ->
            docker
                .createVolumeCmd()
                .withName(spec.name())
                .withDriver(spec.driver().orElse("local"))
                .withDriverOpts(spec.driverOptions())
                .withLabels(labels)
                .exec());
  }

  boolean discard(ProjectName project, VolumeSpec spec) {
    boolean ours =
        find(spec.name())
            .filter(v -> project.value().equals(v.labels().get(Labels.PROJECT)))
            .isPresent();
    return ours && !spec.external() && remove(spec.name());
  }
}
