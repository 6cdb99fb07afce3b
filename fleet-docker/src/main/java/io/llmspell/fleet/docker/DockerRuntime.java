package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.container.InstanceReading;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.OwnContainer;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.SelfSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.UsageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Kernels as containers on one Docker engine (or one that speaks its API). Keeps nothing that the
 * engine does not have.
 */
public final class DockerRuntime
    implements KernelRuntime, LogSource, UsageSource, SignalSender, ClaimKeeper, SelfSource {
  private final Engine engine;
  private final Optional<OwnContainer> own;
  private final Observer observer;
  private final Images images;
  private final Networks networks;
  private final Volumes volumes;
  private final KernelFolder folder;
  private final LeaseVolumes leases;
  private final ClaimVolumes claims;
  private final Starter starter;
  private final Lifecycle lifecycle;
  private final ContainerLogs logs;
  private final CgroupUsage usage;

  /**
   * @param engine closed with this runtime
   * @param embedded how the embedded kernel's image is built where it is missing
   */
  public DockerRuntime(Engine engine, Optional<EmbeddedImage> embedded) {
    this.engine = engine;
    this.own = OwnContainer.of(engine);
    Reach reach =
        new Reach(engine.endpoint().uri(), own.filter(OwnContainer::ownNetwork).isPresent());
    this.observer = new Observer(engine, new InstanceReading(reach));
    this.images = new Images(engine, embedded);
    Maker maker = Maker.ofThisProcess();
    this.networks = new Networks(engine, observer, reach, maker);
    this.volumes = new Volumes(engine);
    this.leases = new LeaseVolumes(engine, volumes);
    this.folder = new KernelFolder(engine);
    this.claims = new ClaimVolumes(engine, volumes, maker);
    this.lifecycle = new Lifecycle(engine, observer, leases, claims);
    this.starter =
        new Starter(engine, observer, images, networks, leases, folder, lifecycle, maker);
    this.logs = new ContainerLogs(engine);
    this.usage = new CgroupUsage(engine.endpoint().isLocal());
  }

  /**
   * On the engine that Docker's own client would use in this process: {@code DOCKER_HOST}, the
   * chosen context, the usual sockets.
   *
   * @throws io.llmspell.fleet.error.FleetException with {@code ENGINE_UNAVAILABLE} if none answers
   */
  public static DockerRuntime ofThisProcess() {
    return new DockerRuntime(Engine.connect(EngineLocator.ofThisProcess()), Optional.empty());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities("docker", engine.description(), EnumSet.allOf(Ability.class));
  }

  @Override
  public ObservedFleet observe(Observation wanted) {
    return wanted.instancesOnly()
        ? new ObservedFleet(
            wanted.project(),
            observer.instances(wanted.project()),
            Map.of(),
            Set.of(),
            Set.of(),
            List.of(),
            List.of())
        : observeAll(wanted);
  }

  /** Leases are looked at before the kernels that hold them, so that none of these is missed. */
  private ObservedFleet observeAll(Observation wanted) {
    List<ListedVolume> listed = volumes.all();
    List<Instance> instances = observer.instances(wanted.project());
    Networks.Present present = networks.present(wanted.project(), wanted.networks());
    Set<String> holders = instances.stream().map(i -> i.id().value()).collect(Collectors.toSet());
    List<Leftover> leftovers = new ArrayList<>(present.leftovers());
    LeaseVolumes.of(wanted.project(), listed).stream()
        .filter(lease -> !holders.contains(lease.holder()))
        .map(LeaseVolumes.Held::asLeftover)
        .forEach(leftovers::add);
    return new ObservedFleet(
        wanted.project(),
        instances,
        images.present(wanted.images()),
        present.names(),
        listed.stream()
            .map(ListedVolume::name)
            .filter(wanted.volumes()::contains)
            .collect(Collectors.toSet()),
        List.of(),
        leftovers);
  }

  @Override
  public Optional<Instance> inspect(Instance instance) {
    return observer.again(instance);
  }

  @Override
  public void ensure(ProjectName project, Resource resource, FleetListener progress) {
    if (resource instanceof Resource.Image image) {
      images.ensure(image, progress);
    } else if (resource instanceof Resource.Network network) {
      networks.ensure(project, network.spec());
    } else if (resource instanceof Resource.Volume volume) {
      volumes.ensure(project, volume.spec());
    }
  }

  @Override
  public boolean discard(ProjectName project, Resource resource) {
    if (resource instanceof Resource.Network network) {
      return networks.discard(network.spec());
    }
    if (resource instanceof Resource.Image image) {
      return images.discard(image);
    }
    return resource instanceof Resource.Volume volume && volumes.discard(project, volume.spec());
  }

  @Override
  public Instance start(StartRequest request) {
    return starter.start(request);
  }

  @Override
  public void stop(Instance instance, Optional<Duration> grace) {
    lifecycle.stop(instance, grace);
  }

  @Override
  public void remove(Instance instance) {
    lifecycle.remove(instance);
  }

  @Override
  public Instance rename(Instance instance, String name) {
    return lifecycle.rename(instance, name);
  }

  @Override
  public boolean collect(Leftover leftover) {
    return switch (leftover.kind()) {
      case LEASE -> leases.collect(leftover);
      case NETWORK -> networks.collect(leftover);
    };
  }

  @Override
  public Optional<byte[]> connectionFile(Instance instance) {
    return folder.readConnectionFile(instance.handle());
  }

  @Override
  public void logs(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    logs.read(instance, tail, follow, consumer);
  }

  @Override
  public Map<InstanceId, Usage> usage(List<Instance> instances) {
    return usage.of(instances);
  }

  @Override
  public void signal(Instance instance, String signal) {
    lifecycle.signal(instance, signal);
  }

  /** What few commands need is not loaded for the others. */
  @Override
  public <T> Optional<T> offer(Class<T> ability) {
    return ability.isInstance(this)
        ? Optional.of(ability.cast(this))
        : new DockerAbilities(engine, images).offer(ability);
  }

  @Override
  public boolean claim(Claim claim) {
    return claims.claim(claim);
  }

  @Override
  public List<Claim> claims(ProjectName project) {
    return claims.claims(project);
  }

  @Override
  public void release(Claim claim) {
    claims.release(claim);
  }

  @Override
  public Optional<String> self() {
    return own.map(OwnContainer::id);
  }

  @Override
  public void close() {
    engine.close();
  }
}
