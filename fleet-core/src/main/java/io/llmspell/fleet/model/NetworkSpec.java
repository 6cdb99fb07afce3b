package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;

/**
 * A network that the file declares or that the fleet brings along.
 *
 * @param name its name in the engine
 * @param external somebody else's: it must be there, and is never made or removed
 * @param driver absent: {@code bridge}
 */
public record NetworkSpec(
    String name,
    boolean external,
    Optional<String> driver,
    boolean internal,
    Map<String, String> driverOptions,
    Map<String, String> labels) {

  /** The key and the name of the network of services that name none. */
  public static final String FLEET_NETWORK = "llmspell-network";

  public NetworkSpec {
    driverOptions = ImmutableSortedMap.copyOf(driverOptions);
    labels = ImmutableSortedMap.copyOf(labels);
  }

  /** The network that every fleet brings along. */
  public static NetworkSpec fleetNetwork() {
    return named(FLEET_NETWORK);
  }

  /** A bridge network of this name, with nothing else said about it. */
  public static NetworkSpec named(String name) {
    return new NetworkSpec(name, false, Optional.empty(), false, Map.of(), Map.of());
  }
}
