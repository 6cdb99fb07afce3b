package io.llmspell.fleet.runtime;

import com.google.common.collect.ImmutableSortedSet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a look at a runtime shall cover.
 *
 * @param project whose instances
 * @param images whether these are there
 * @param networks whether these are there, beside the project's own
 * @param volumes likewise
 * @param instancesOnly whether nothing but the instances is looked at
 */
public record Observation(
    ProjectName project,
    Set<ImageReference> images,
    Set<String> networks,
    Set<String> volumes,
    boolean instancesOnly) {
  public Observation {
    images = ImmutableSortedSet.copyOf(images);
    networks = ImmutableSortedSet.copyOf(networks);
    volumes = ImmutableSortedSet.copyOf(volumes);
  }

  /** The instances of a project alone: all that {@code list} needs. */
  public static Observation ofInstances(ProjectName project) {
    return new Observation(project, Set.of(), Set.of(), Set.of(), true);
  }

  /** Whatever a plan for this fleet has to know. */
  public static Observation of(DesiredFleet desired) {
    return new Observation(
        desired.project(),
        desired.services().values().stream().map(ServiceSpec::image).collect(Collectors.toSet()),
        desired.networks().values().stream().map(NetworkSpec::name).collect(Collectors.toSet()),
        desired.volumes().values().stream().map(VolumeSpec::name).collect(Collectors.toSet()),
        false);
  }

  /** What ending a fleet has to know. */
  public static Observation withoutImages(DesiredFleet desired) {
    Observation all = of(desired);
    return new Observation(all.project(), Set.of(), all.networks(), all.volumes(), false);
  }
}
