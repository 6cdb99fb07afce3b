package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at the runtime found of one project, at one moment.
 *
 * @param instances all that carry the project's label, ended ones too, ordered by name
 * @param images which of the images that were asked for are there, and the id of each
 * @param networks names of the networks that exist, of those that were asked for or are the
 *     project's
 * @param volumes names of the named volumes that exist, likewise
 * @param unseen what could not be looked at, in words; where anything is, what is missing here may
 *     well exist, so nothing follows from its absence
 * @param leftovers what seems to be left of instances that are no more
 */
public record ObservedFleet(
    ProjectName project,
    List<Instance> instances,
    Map<ImageReference, String> images,
    Set<String> networks,
    Set<String> volumes,
    List<String> unseen,
    List<Leftover> leftovers) {

  public ObservedFleet {
    instances = instances.stream().sorted(Comparator.comparing(Instance::name)).toList();
    images = ImmutableSortedMap.copyOf(images);
    networks = ImmutableSortedSet.copyOf(networks);
    volumes = ImmutableSortedSet.copyOf(volumes);
    unseen = List.copyOf(unseen);
    leftovers = leftovers.stream().sorted(Comparator.comparing(Leftover::name)).toList();
  }

  /** The same, with these instances. */
  public ObservedFleet withInstances(List<Instance> others) {
    return new ObservedFleet(project, others, images, networks, volumes, unseen, leftovers);
  }

  /** Whether all of the project was seen. */
  public boolean isComplete() {
    return unseen.isEmpty();
  }

  /** The instance with this id, if it was seen. */
  public Optional<Instance> instance(InstanceId id) {
    return instances.stream().filter(i -> i.id().equals(id)).findFirst();
  }
}
