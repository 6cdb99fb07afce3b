package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.google.common.collect.Streams;
import io.llmspell.fleet.docker.container.Labels;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Named volumes, which hold the user's own data. */
final class Volumes {
  private final Engine engine;

  Volumes(Engine engine) {
    this.engine = engine;
  }

  Set<String> present(Set<String> wanted) {
    if (wanted.isEmpty()) {
      return Set.of();
    }
    return Streams.stream(engine.read("list volumes", "/volumes").path("Volumes"))
        .map(volume -> volume.path("Name").asText())
        .filter(wanted::contains)
        .collect(Collectors.toSet());
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
            .filter(v -> project.value().equals(labels(v).get(Labels.PROJECT)))
            .isPresent();
    if (spec.external() || !ours) {
      return false;
    }
    try {
      engine.changeOnce(
          "remove volume " + spec.name(), docker -> docker.removeVolumeCmd(spec.name()).exec());
      return true;
    } catch (FleetException e) {
      if (e.code() == ErrorCode.CONFLICT || e.code() == ErrorCode.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private Optional<InspectVolumeResponse> find(String name) {
    try {
      return Optional.of(
          engine.read("inspect volume " + name, docker -> docker.inspectVolumeCmd(name).exec()));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Map<String, String> labels(InspectVolumeResponse volume) {
    return Objects.requireNonNullElse(volume.getLabels(), Map.of());
  }
}
