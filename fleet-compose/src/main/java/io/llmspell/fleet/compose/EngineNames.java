package io.llmspell.fleet.compose;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Replaces the keys by which a file's services name networks and volumes by their names in the
 * engine, so that a network that gets another name is another network to whoever compares.
 */
final class EngineNames {
  private EngineNames() {}

  static DesiredFleet resolve(DesiredFleet byKey) {
    Map<String, NetworkSpec> networks = new TreeMap<>();
    byKey.networks().values().forEach(network -> networks.put(network.name(), network));
    Map<String, VolumeSpec> volumes = new TreeMap<>();
    byKey.volumes().values().forEach(volume -> volumes.put(volume.name(), volume));
    Map<ServiceName, ServiceSpec> services = new TreeMap<>();
    byKey.services().forEach((name, service) -> services.put(name, resolve(service, byKey)));
    return new DesiredFleet(
        byKey.project(),
        services,
        byKey.inactive(),
        networks,
        volumes,
        byKey.ports(),
        byKey.culling());
  }

  private static ServiceSpec resolve(ServiceSpec service, DesiredFleet byKey) {
    ContainerSpec container = service.container();
    Networking networking = container.networking();
    Storage storage = container.storage();
    return service.withContainer(
        container
            .withNetworking(
                networking.withNetworks(
                    networking.networks().stream().map(a -> resolve(a, byKey)).toList()))
            .withStorage(
                storage.withMounts(
                    storage.mounts().stream().map(m -> resolve(m, byKey)).toList())));
  }

  private static Networking.Attachment resolve(Networking.Attachment attached, DesiredFleet byKey) {
    NetworkSpec network = Objects.requireNonNull(byKey.networks().get(attached.network()));
    return new Networking.Attachment(network.name(), attached.aliases());
  }

  private static Storage.Mount resolve(Storage.Mount mount, DesiredFleet byKey) {
    if (mount.kind() != Storage.Kind.VOLUME) {
      return mount;
    }
    return new Storage.Mount(
        mount.kind(),
        mount.source().map(key -> Objects.requireNonNull(byKey.volumes().get(key)).name()),
        mount.target(),
        mount.readOnly());
  }
}
