package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A runtime's own services with something more. */
public final class ContractServices {
  private ContractServices() {}

  static ServiceSpec withImage(ServiceSpec service, ImageReference image) {
    return new ServiceSpec(
        service.name(),
        image,
        service.pullPolicy(),
        service.replicas(),
        service.containerName(),
        service.dependsOn(),
        service.kernel(),
        service.container(),
        Deployment.DEFAULT);
  }

  static ServiceSpec withGrace(ServiceSpec service, Duration grace) {
    ProcessSpec process = service.container().process();
    return service.withContainer(
        service
            .container()
            .withProcess(
                new ProcessSpec(
                    process.entrypoint(),
                    process.command(),
                    process.environment(),
                    process.passedOn(),
                    process.user(),
                    process.workingDir(),
                    process.init(),
                    process.stopSignal(),
                    grace)));
  }

  static ServiceSpec inNetwork(ServiceSpec service, String key) {
    return networking(
        service, Networking.NONE.withNetworks(List.of(new Networking.Attachment(key, List.of()))));
  }

  static ServiceSpec onNoNetwork(ServiceSpec service) {
    return networking(
        service,
        new Networking(List.of(), Optional.of("none"), List.of(), Optional.empty(), List.of()));
  }

  /** With a port of its own published one to one on 127.0.0.1. */
  public static ServiceSpec publishing(ServiceSpec service, int port) {
    return networking(
        service,
        new Networking(
            List.of(),
            Optional.empty(),
            List.of(
                new Networking.Publication(
                    Optional.of("127.0.0.1"), Optional.of(port), port, "tcp")),
            Optional.empty(),
            List.of()));
  }

  private static ServiceSpec networking(ServiceSpec service, Networking networking) {
    return service.withContainer(service.container().withNetworking(networking));
  }

  static ServiceSpec withVolume(ServiceSpec service, String key) {
    Storage.Mount mount =
        new Storage.Mount(Storage.Kind.VOLUME, Optional.of(key), "/contract-data", false);
    return service.withContainer(
        service
            .container()
            .withStorage(new Storage(List.of(mount), service.container().storage().tmpfs())));
  }

  static ServiceSpec lockedDown(ServiceSpec service) {
    return service.withContainer(
        service
            .container()
            .withSecurity(
                new Security(
                    Optional.of(true),
                    Optional.empty(),
                    Optional.of(List.of("ALL")),
                    Optional.empty(),
                    false)));
  }

  static ServiceSpec withMemory(ServiceSpec service) {
    ByteSize memory = ByteSize.ofMebibytes(128);
    return limited(service, Optional.of(memory), Optional.empty(), Optional.empty());
  }

  static ServiceSpec withCpus(ServiceSpec service) {
    return limited(service, Optional.empty(), Optional.of(Cpus.parse("0.5")), Optional.empty());
  }

  static ServiceSpec withPids(ServiceSpec service) {
    return limited(service, Optional.empty(), Optional.empty(), Optional.of(64));
  }

  private static ServiceSpec limited(
      ServiceSpec service, Optional<ByteSize> memory, Optional<Cpus> cpus, Optional<Integer> pids) {
    return service.withContainer(
        service
            .container()
            .withLimits(
                new Limits(
                    memory, Optional.empty(), Optional.empty(), cpus, pids, Optional.empty())));
  }
}
