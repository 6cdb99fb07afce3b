package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The named volumes that a file declares. */
public final class VolumeDeclarations {
  private final ProjectName project;
  private final Map<String, VolumeSpec> volumes = new TreeMap<>();

  private VolumeDeclarations(ProjectName project) {
    this.project = project;
  }

  /** Reads {@code volumes}, if there is such a key. */
  public static VolumeDeclarations read(Optional<Value> section, ProjectName project) {
    VolumeDeclarations declared = new VolumeDeclarations(project);
    section
        .filter(value -> !value.isEmpty())
        .flatMap(Value::fields)
        .ifPresent(fields -> fields.all().forEach(declared::declare));
    return declared;
  }

  /** By key. */
  public Map<String, VolumeSpec> all() {
    return volumes;
  }

  /** Whether there is such a volume; that there is none is a problem of the place. */
  boolean isThere(String key, Place place) {
    if (!volumes.containsKey(key)) {
      place.problem(
          "volume '"
              + key
              + "' is not declared under volumes"
              + Nearest.to(key, volumes.keySet())
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; a folder begins with ./ or /"));
    }
    return volumes.containsKey(key);
  }

  private void declare(String key, Value value) {
    volumes.put(
        key, new VolumeSpec(project + "_" + key, false, Optional.empty(), Map.of(), Map.of()));
    if (!value.isEmpty()) {
      value.fields().ifPresent(fields -> volumes.put(key, read(key, fields)));
    }
  }

  private VolumeSpec read(String key, Fields fields) {
    Resource resource = Resource.read(key, fields, project);
    fields.rejectOthers();
    return new VolumeSpec(
        resource.name(),
        resource.external(),
        resource.driver(),
        resource.driverOptions(),
        resource.labels());
  }
}
