package io.llmspell.fleet.compose.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.GrantedFile.Kind;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.Map;
import java.util.TreeMap;

/** Writes the top of a file; the project first, since all else follows from it. */
public final class FleetWriter {
  private FleetWriter() {}

  /** The whole file. */
  public static ObjectNode file(DesiredFleet fleet) {
    Map<String, Block> services = new TreeMap<>();
    fleet.services().forEach((name, s) -> services.put(name.value(), ServiceWriter.service(s)));
    Map<String, Block> networks = new TreeMap<>();
    fleet.networks().values().forEach(n -> networks.put(n.name(), network(n)));
    Map<String, Block> volumes = new TreeMap<>();
    fleet.volumes().values().forEach(v -> volumes.put(v.name(), volume(v)));
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    file.set("x-fleet", project(fleet).toNode());
    file.set("services", Block.of(services).toNode());
    if (!networks.isEmpty()) {
      file.set("networks", Block.of(networks).toNode());
    }
    if (!volumes.isEmpty()) {
      file.set("volumes", Block.of(volumes).toNode());
    }
    for (Kind kind : Kind.values()) {
      Block declared = new Block();
      fleet.services().values().stream()
          .flatMap(service -> service.container().storage().files().stream())
          .filter(granted -> granted.kind() == kind)
          .forEach(granted -> declared.block(granted.source(), StorageWriter.content(granted)));
      if (!declared.toNode().isEmpty()) {
        file.set(StorageWriter.section(kind), declared.toNode());
      }
    }
    return file;
  }

  /** The name is here and not at the top, which docker-compose 1.29 would refuse. */
  private static Block project(DesiredFleet fleet) {
    Block project = new Block().text("name", fleet.project()).text("ports", fleet.ports());
    CullingWriter.write(fleet.culling(), project);
    return fleet.inactive().isEmpty()
        ? project
        : project.texts("inactive", fleet.inactive().stream().map(ServiceName::value).toList());
  }

  private static Block network(NetworkSpec network) {
    return new Block()
        .text("name", network.name())
        .flag("external", network.external())
        .text("driver", network.driver())
        .flag("internal", network.internal())
        .pairs("driver_opts", network.driverOptions())
        .pairs("labels", network.labels());
  }

  private static Block volume(VolumeSpec volume) {
    return new Block()
        .text("name", volume.name())
        .flag("external", volume.external())
        .text("driver", volume.driver())
        .pairs("driver_opts", volume.driverOptions())
        .pairs("labels", volume.labels());
  }
}
