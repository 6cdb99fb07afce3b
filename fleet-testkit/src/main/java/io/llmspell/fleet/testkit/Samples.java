package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.VolumeSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plain values for tests that need one and don't care which. */
public final class Samples {
  /** When nothing that was made at {@link FakeClock#START} is young any more. */
  public static final Instant LATER = FakeClock.START.plus(Duration.ofDays(1));

  /** The image of services of which nothing else is said. */
  public static final ImageReference IMAGE = new ImageReference("fleet-kernel:latest");

  /** What {@link #observed} says the id of all images is. */
  public static final String IMAGE_ID = "sha256:" + "0".repeat(63) + "1";

  public static final ProjectName PROJECT = new ProjectName("demo");

  /** Ten blocks. */
  public static final PortRange PORTS = new PortRange(9555, 9604);

  private Samples() {}

  /** A service to be built; a plain one until {@link ServiceBuilder#kernel()}. */
  public static ServiceBuilder service(String name) {
    return new ServiceBuilder(name);
  }

  /** A fleet called {@code demo} of these services, with what they refer to declared. */
  public static DesiredFleet fleet(ServiceSpec... services) {
    return fleet(PORTS, services);
  }

  /** Likewise, with the ports that it may lease. */
  public static DesiredFleet fleet(PortRange ports, ServiceSpec... services) {
    Map<ServiceName, ServiceSpec> byName = new TreeMap<>();
    Map<String, NetworkSpec> networks = new TreeMap<>();
    Map<String, VolumeSpec> volumes = new TreeMap<>();
    for (ServiceSpec service : services) {
      byName.put(service.name(), service);
      service.container().networking().networks().stream()
          .map(Networking.Attachment::network)
          .forEach(key -> networks.put(key, network(PROJECT + "_" + key)));
      service.container().storage().mounts().stream()
          .filter(mount -> mount.kind() == Storage.Kind.VOLUME)
          .flatMap(mount -> mount.source().stream())
          .forEach(key -> volumes.put(key, volume(PROJECT + "_" + key)));
    }
    return new DesiredFleet(PROJECT, byName, Set.of(), networks, volumes, ports);
  }

  /** A network as a file declares it with nothing said about it. */
  public static NetworkSpec network(String name) {
    return new NetworkSpec(name, false, Optional.empty(), false, Map.of(), Map.of());
  }

  /** A volume as a file declares it with nothing said about it. */
  public static VolumeSpec volume(String name) {
    return new VolumeSpec(name, false, Optional.empty(), Map.of(), Map.of());
  }

  /** A complete look that found all images, networks and volumes, and these instances. */
  public static ObservedFleet observed(DesiredFleet fleet, Instance... instances) {
    return observed(fleet, Arrays.asList(instances));
  }

  /** A complete look that found all images, networks and volumes, and these instances. */
  public static ObservedFleet observed(DesiredFleet fleet, List<Instance> instances) {
    Map<ImageReference, String> images = new TreeMap<>();
    fleet.services().values().forEach(service -> images.put(service.image(), IMAGE_ID));
    Set<String> networks = new TreeSet<>();
    fleet.networks().values().forEach(network -> networks.add(network.name()));
    Set<String> volumes = new TreeSet<>();
    fleet.volumes().values().forEach(volume -> volumes.add(volume.name()));
    return new ObservedFleet(
        fleet.project(), instances, images, networks, volumes, List.of(), List.of());
  }

  /** An instance to be built, made from this service as it is and {@link #IMAGE_ID}. */
  public static InstanceBuilder instance(ServiceSpec service, int index) {
    return new InstanceBuilder(service, index);
  }
}
