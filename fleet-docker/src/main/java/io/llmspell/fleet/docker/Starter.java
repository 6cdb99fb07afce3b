package io.llmspell.fleet.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.llmspell.fleet.docker.container.ContainerTranslation;
import io.llmspell.fleet.docker.container.ContainerTranslation.KernelLease;
import io.llmspell.fleet.docker.container.ImageFacts;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes containers. A start is: lease ports (a volume), create the container (its name is the
 * lock), see that the lease is still held, put the kernel's files, configs and secrets in, join
 * further networks, start. Whatever fails undoes what came before it. What a crash leaves after
 * each step, and who clears it up, is in {@code docs/sequences.md}.
 */
final class Starter {
  private final Engine engine;
  private final Observer observer;
  private final Images images;
  private final Networks networks;
  private final LeaseVolumes leaseVolumes;
  private final PortLeases leases;
  private final KernelFolder folder;
  private final GrantedFiles grantedFiles;
  private final Lifecycle lifecycle;
  private final Maker maker;

  Starter(
      Engine engine,
      Observer observer,
      Images images,
      Networks networks,
      LeaseVolumes leaseVolumes,
      KernelFolder folder,
      Lifecycle lifecycle,
      Maker maker) {
    this.engine = engine;
    this.observer = observer;
    this.images = images;
    this.networks = networks;
    this.leaseVolumes = leaseVolumes;
    this.leases = new PortLeases(observer, leaseVolumes, maker);
    this.folder = folder;
    this.grantedFiles = new GrantedFiles(engine, folder);
    this.lifecycle = lifecycle;
    this.maker = maker;
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
        : startContainer(request, image, Optional.empty(), false).orElseThrow();
  }

  private Instance startKernel(StartRequest request, ImageFacts image) {
    Set<PortBlock> avoid = new HashSet<>();
    boolean publish = mustPublish(request);
    while (true) {
      Lease lease = leases.lease(request, avoid);
      try {
        Optional<Instance> started = startContainer(request, image, Optional.of(lease), publish);
        if (started.isPresent()) {
          return started.get();
        }
        leaseVolumes.giveUp(lease);
      } catch (RuntimeException e) {
        undo(e, () -> leaseVolumes.giveUp(lease));
        Optional<Integer> taken = TakenPort.in(e);
        boolean ofTheLease =
            taken.filter(p -> lease.ports().ports().anyMatch(p::equals)).isPresent();
        if (!ofTheLease || PortLeases.isExplicit(request, lease.ports())) {
          throw taken.isPresent() ? TakenPort.conflict(request.name(), taken.get(), e) : e;
        }
        avoid.add(lease.ports());
      }
    }
  }

  /** Empty if the lease was lost to somebody else before the container could hold it. */
  private Optional<Instance> startContainer(
      StartRequest request, ImageFacts image, Optional<Lease> lease, boolean publish) {
    Networking networking = request.service().container().networking();
    List<Networking.Attachment> attachments =
        networking.mode().isPresent() ? List.of() : networking.networks();
    Optional<String> first = attachments.stream().findFirst().map(a -> networkId(request, a));
    ContainerTranslation translation =
        new ContainerTranslation(
            request,
            image,
            lease.map(l -> new KernelLease(l.ports(), l.volume(), l.labelsOnceLost(), publish)),
            first,
            maker);
    String container = create(request, translation);
    try {
      if (lease.isPresent()) {
        if (!leaseVolumes.isHeld(lease.get())) {
          lifecycle.removeContainer(container, request.name(), true);
          return Optional.empty();
        }
        folder.fill(container, translation.user(), KernelFiles.of(request, lease.get().ports()));
      }
      grantedFiles.put(container, translation.user(), request.service().container());
      attachments.stream().skip(1).forEach(a -> join(request, container, a));
      return Optional.of(run(request, container));
    } catch (RuntimeException e) {
      undo(e, () -> lifecycle.removeContainer(container, request.name(), true));
      throw orOvertaken(request, e);
    }
  }

  /** Returns the container's id. */
  private String create(StartRequest request, ContainerTranslation translation) {
    try {
      return engine.changeOnce(
          "create " + request.name(),
          docker -> {
            CreateContainerCmd create =
                docker.createContainerCmd(request.service().image().value());
            return translation.fill(create).exec().getId();
          });
    } catch (FleetException e) {
      return ifItHappened(e)
          .flatMap(unclear -> observer.of(request.fleet().project(), request.id()))
          .map(Instance::handle)
          .orElseThrow(() -> orOvertaken(request, e));
    }
  }

  private Instance run(StartRequest request, String container) {
    try {
      engine.changeOnce(
          "start " + request.name(), docker -> docker.startContainerCmd(container).exec());
    } catch (FleetException e) {
      boolean runs =
          ifItHappened(e)
              .flatMap(unclear -> observer.byId(container))
              .filter(seen -> seen.phase() != Phase.CREATING)
              .isPresent();
      if (!runs) {
        throw e;
      }
    }
    return observer.byId(container).orElseThrow(() -> overtaken(request, "its container", null));
  }

  /** A call whose answer was lost may have done its work, which only a look can tell. */
  private static Optional<FleetException> ifItHappened(FleetException failure) {
    return Optional.of(failure).filter(e -> e.code() == ErrorCode.OUTCOME_UNKNOWN);
  }

  /** All that a start needs was there when it was planned, and its image when it began. */
  private static RuntimeException orOvertaken(StartRequest request, RuntimeException failure) {
    boolean gone = failure instanceof FleetException known && known.code() == ErrorCode.NOT_FOUND;
    return gone ? overtaken(request, String.valueOf(failure.getMessage()), failure) : failure;
  }

  /** Something that was there a moment ago is not there any more. */
  private static FleetException overtaken(
      StartRequest request, String what, @Nullable Throwable cause) {
    return new FleetException(
        ErrorCode.CONFLICT,
        "somebody removed " + request.name() + ", or what it needs, while it started: " + what,
        cause);
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
    NetworkSpec network =
        Objects.requireNonNull(request.fleet().networks().get(attachment.network()));
    return networks
        .id(network.name())
        .orElseThrow(() -> overtaken(request, "network " + network.name(), null));
  }

  private void join(StartRequest request, String container, Networking.Attachment attachment) {
    String id = networkId(request, attachment);
    ContainerNetwork membership =
        new ContainerNetwork().withAliases(ContainerTranslation.aliases(request, attachment));
    engine.changeOnce(
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
}
