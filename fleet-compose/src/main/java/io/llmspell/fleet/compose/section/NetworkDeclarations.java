package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ProjectName;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The networks of a file: those that it declares, and those that are there when it does not. */
public final class NetworkDeclarations {
  /** Compose's own network, which a file may use without declaring it. */
  private static final String DEFAULT = "default";

  private final ProjectName project;
  private final Map<String, NetworkSpec> networks = new TreeMap<>();
  private final Set<String> declared = new HashSet<>();

  private NetworkDeclarations(ProjectName project) {
    this.project = project;
  }

  /** Reads {@code networks}, if there is such a key. */
  public static NetworkDeclarations read(Optional<Value> section, ProjectName project) {
    NetworkDeclarations networks = new NetworkDeclarations(project);
    section
        .filter(value -> !value.isEmpty())
        .flatMap(Value::fields)
        .ifPresent(fields -> fields.all().forEach(networks::declare));
    return networks;
  }

  /** By key: all that are declared, and of those that are not the ones that are used. */
  public Map<String, NetworkSpec> all(Set<String> used) {
    Map<String, NetworkSpec> all = new TreeMap<>(networks);
    all.keySet().removeIf(key -> !declared.contains(key) && !used.contains(key));
    return all;
  }

  /** The network of services that name none, added if it is not declared. */
  String ofServicesThatNameNone() {
    if (networks.containsKey(DEFAULT)) {
      return DEFAULT;
    }
    networks.putIfAbsent(NetworkSpec.FLEET_NETWORK, NetworkSpec.fleetNetwork());
    return NetworkSpec.FLEET_NETWORK;
  }

  /** Whether there is such a network; that there is none is a problem of the place. */
  boolean isThere(String key, Place place) {
    if (key.equals(DEFAULT)) {
      networks.computeIfAbsent(DEFAULT, k -> plain(project + "_" + k));
    }
    if (!networks.containsKey(key)) {
      place.problem(
          "network '"
              + key
              + "' is not declared under networks"
              + Nearest.hint(key, networks.keySet()));
    }
    return networks.containsKey(key);
  }

  private void declare(String key, Value value) {
    declared.add(key);
    if (value.isEmpty()) {
      networks.put(key, plain(project + "_" + key));
      return;
    }
    // Known by its key even if it can't be read, so that its users are not blamed as well.
    networks.put(key, plain(key));
    value.fields().ifPresent(fields -> networks.put(key, read(key, fields)));
  }

  private NetworkSpec read(String key, Fields fields) {
    Resource resource = Resource.read(key, fields, project);
    Optional<Value> internal = fields.get("internal");
    if (resource.external()) {
      internal.ifPresent(Resource::refuse);
    }
    fields.rejectOthers(Unsupported.keys("attachable", "enable_ipv4", "enable_ipv6", "ipam"));
    return new NetworkSpec(
        resource.name(),
        resource.external(),
        resource.driver(),
        internal.flatMap(Value::truth).orElse(false),
        resource.driverOptions(),
        resource.labels());
  }

  private static NetworkSpec plain(String name) {
    return new NetworkSpec(name, false, Optional.empty(), false, Map.of(), Map.of());
  }
}
