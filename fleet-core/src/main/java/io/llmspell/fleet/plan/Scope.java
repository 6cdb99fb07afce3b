package io.llmspell.fleet.plan;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import java.util.Set;

/**
 * How far a plan may go.
 *
 * @param services only these and what they depend on; empty for all
 * @param removeOrphans whether services that the file no longer has are removed
 * @param imagesFetched whether images with {@code pull_policy: always} have been fetched already
 * @param stopped slots that stay empty if they are
 */
public record Scope(
    Set<ServiceName> services, boolean removeOrphans, boolean imagesFetched, Set<Slot> stopped) {
  /** All services, orphans left. */
  public static final Scope ALL = new Scope(Set.of(), false, false);

  public Scope {
    services = ImmutableSortedSet.copyOf(services);
    stopped = ImmutableSortedSet.copyOf(stopped);
  }

  /** One that fills every slot of the services. */
  public Scope(Set<ServiceName> services, boolean removeOrphans, boolean imagesFetched) {
    this(services, removeOrphans, imagesFetched, Set.of());
  }

  /** The same, with these slots left empty too if they are. */
  public Scope leaving(Set<Slot> more) {
    return new Scope(services, removeOrphans, imagesFetched, Sets.union(stopped, more));
  }

  /** Whether a plan says if there is to be something in this slot. */
  public boolean covers(DesiredFleet desired, Slot slot) {
    return !stopped.contains(slot) && Selection.of(desired, services).containsKey(slot.service());
  }

  /** The same, once the images are there. */
  public Scope withImagesFetched() {
    return new Scope(services, removeOrphans, true, stopped);
  }
}
