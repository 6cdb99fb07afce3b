package io.llmspell.fleet.plan;

import com.google.common.collect.ImmutableSortedSet;
import io.llmspell.fleet.model.ServiceName;
import java.util.Set;

/**
 * How far a plan may go.
 *
 * @param services only these and what they depend on; empty for all
 * @param removeOrphans whether services that the file no longer has are removed
 * @param imagesFetched whether images with {@code pull_policy: always} have been fetched already
 */
public record Scope(Set<ServiceName> services, boolean removeOrphans, boolean imagesFetched) {
  /** All services, orphans left. */
  public static final Scope ALL = new Scope(Set.of(), false, false);

  public Scope {
    services = ImmutableSortedSet.copyOf(services);
  }

  /** The same, once the images are there. */
  public Scope withImagesFetched() {
    return new Scope(services, removeOrphans, true);
  }
}
