package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.llmspell.fleet.docker.container.ContainerTranslation;
import io.llmspell.fleet.docker.container.ContainerTranslation.KernelLease;
import io.llmspell.fleet.docker.container.ImageFacts;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Makes and ends containers. A start is: lease ports (a volume), create the container (its name is
 * the lock), put the kernel's files in, join further networks, start. Whatever fails undoes what
 * came before it.
 */
final class Lifecycle {
  private static final Duration REMOVAL_PATIENCE = Duration.ofSeconds(30);

  private final Engine engine;
  private final Observer observer;
  private final Images images;
  private final Networks networks;
  private final PortLeases leases;
  private final KernelFolder folder;

  Lifecycle(
      Engine engine, Observer observer, Images images, Networks networks, KernelFolder folder) {
    this.engine = engine;
    this.observer = observer;
    this.images = images;
    this.networks = networks;
    this.leases = new PortLeases(engine);
    this.folder = folder;
  }

  Instance start(StartRequest request) {
    ImageFacts image =
        images
            .find(request.service().image())
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.IMAGE_UNAVAILABLE,
                        "image " + request.service().image() + " is not there: pull or build it"));
    return request.service().isKernel()
        ? startKernel(request, image)
        : startContainer(request, image, Optional.empty());
  }

  void stop(Instance instance, Optional<Duration> grace) {
    try {
      engine.call(
          "stop " + instance.name(),
          docker -> {
            var stop = docker.stopContainerCmd(instance.handle());
            grace.ifPresent(g -> stop.withTimeout((int) g.toSeconds()));
            try {
              return stop.exec();
            } catch (NotModifiedException hasEnded) {
              return docker;
            }
          });
    } catch (FleetException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
    }
  }

  void remove(Instance instance) {
    removeContainer(instance.handle(), instance.name());
    instance
        .spec()
        .kernel()
        .map(Instance.KernelFacts::ports)
        .ifPresent(ports -> leases.release(ports, instance.id()));
  }

  void signal(Instance instance, String signal) {
    engine.call(
        "send " + signal + " to " + instance.name(),
        docker -> docker.killContainerCmd(instance.handle()).withSignal(signal).exec());
  }

  private Instance startKernel(StartRequest request, ImageFacts image) {
    Set<PortBlock> avoid = new HashSet<>();
    boolean publish = mustPublish(request);
    while (true) {
      PortBlock ports = leases.lease(request, avoid);
      try {
        KernelLease lease = new KernelLease(ports, PortLeases.volume(ports), publish);
        return startContainer(request, image, Optional.of(lease));
      } catch (RuntimeException e) {
        undo(e, () -> leases.release(ports, request.id()));
        Optional<Integer> taken = TakenPort.in(e);
        boolean ofTheLease = taken.filter(p -> ports.ports().anyMatch(p::equals)).isPresent();
        if (!ofTheLease || PortLeases.isExplicit(request, ports)) {
          throw taken.isPresent() ? TakenPort.conflict(request.name(), taken.get(), e) : e;
        }
        avoid.add(ports);
      }
    }
  }

  private Instance startContainer(
      StartRequest request, ImageFacts image, Optional<KernelLease> lease) {
    Networking networking = request.service().container().networking();
    List<Networking.Attachment> attachments =
        networking.mode().isPresent() ? List.of() : networking.networks();
    Optional<String> first = attachments.stream().findFirst().map(a -> networkId(request, a));
    ContainerTranslation translation =
        new ContainerTranslation(
            request, image, lease, first, System.getProperty("user.name", "unknown"));
    String container =
        engine.call(
            "create " + request.name(),
            docker -> {
              CreateContainerCmd create =
                  docker.createContainerCmd(request.service().image().value());
              return translation.fill(create).exec().getId();
            });
    try {
      if (lease.isPresent()) {
        folder.fill(container, translation.user(), KernelFiles.of(request, lease.get().ports()));
      }
      attachments.stream().skip(1).forEach(a -> join(request, container, a));
      engine.call("start " + request.name(), docker -> docker.startContainerCmd(container).exec());
      return observer
          .byId(container)
          .orElseThrow(
              () ->
                  new FleetException(
                      ErrorCode.CONFLICT, "somebody removed " + request.name() + " at once"));
    } catch (RuntimeException e) {
      undo(e, () -> removeContainer(container, request.name()));
      throw e;
    }
  }

  /** What fails while a failure is cleared up must not hide it. */
  private static void undo(RuntimeException failure, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private String networkId(StartRequest request, Networking.Attachment attachment) {
    String name =
        Objects.requireNonNull(request.fleet().networks().get(attachment.network())).name();
    return networks
        .id(name)
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.NOT_FOUND,
                    "network " + name + " of " + request.name() + " is gone: try again"));
  }

  private void join(StartRequest request, String container, Networking.Attachment attachment) {
    String id = networkId(request, attachment);
    ContainerNetwork membership =
        new ContainerNetwork().withAliases(ContainerTranslation.aliases(request, attachment));
    engine.call(
        "connect " + request.name() + " to network " + attachment.network(),
        docker ->
            docker
                .connectToNetworkCmd()
                .withNetworkId(id)
                .withContainerId(container)
                .withContainerNetwork(membership)
                .exec());
  }

  private boolean mustPublish(StartRequest request) {
    Networking networking = request.service().container().networking();
    if (request.publish() != Publish.AUTO || networking.mode().isPresent()) {
      return request.publish() == Publish.ALWAYS && networking.mode().isEmpty();
    }
    if (request.fleet().ports().hostIp().isPresent()) {
      return true;
    }
    return networking.networks().stream()
        .map(a -> Objects.requireNonNull(request.fleet().networks().get(a.network())).name())
        .noneMatch(networks::isReachable);
  }

  /** Somebody else may be removing it as well: whoever comes second waits for the first. */
  private void removeContainer(String container, String name) {
    try {
      engine.call(
          "remove " + name,
          docker ->
              docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec());
    } catch (FleetException e) {
      boolean goes =
          e.code() == ErrorCode.NOT_FOUND
              || (e.code() == ErrorCode.CONFLICT
                  && observer.awaitGone(container, REMOVAL_PATIENCE));
      if (!goes) {
        throw e;
      }
    }
  }
}
