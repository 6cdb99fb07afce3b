package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;

/**
 * A named volume that the file declares; its data is the user's and goes only with {@code down
 * --volumes}.
 *
 * @param name its name in the engine
 * @param external somebody else's: it must be there, and is never made or removed
 */
public record VolumeSpec(
    String name,
    boolean external,
    Optional<String> driver,
    Map<String, String> driverOptions,
    Map<String, String> labels) {
  public VolumeSpec {
    driverOptions = ImmutableSortedMap.copyOf(driverOptions);
    labels = ImmutableSortedMap.copyOf(labels);
  }
}
