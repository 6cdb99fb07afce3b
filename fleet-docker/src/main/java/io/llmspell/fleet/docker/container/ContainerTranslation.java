package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.VolumeOptions;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * From a request to Docker's words for the container.
 *
 * @param kernel the kernel's ports and volume; absent for a plain container
 * @param networkId the network that it joins at creation; absent with a {@code network_mode}
 * @param maker who asks
 */
public record ContainerTranslation(
    StartRequest request,
    ImageFacts image,
    Optional<KernelLease> kernel,
    Optional<String> networkId,
    Maker maker) {
  /** Who a kernel is where its image would run it as root. */
  private static final String KERNEL_USER = "1000:1000";

  /**
   * What a kernel has leased.
   *
   * @param volume the volume that stands for the lease
   * @param labels of that volume; if it is gone by now, the engine makes it anew with these
   * @param publish whether its ports are published
   */
  public record KernelLease(
      PortBlock ports, String volume, Map<String, String> labels, boolean publish) {}

  /** Whom the program runs as, as the engine is told; empty for root. */
  public String user() {
    ServiceSpec service = request.service();
    Optional<String> asked = service.container().process().user();
    if (asked.isPresent()) {
      return asked.get();
    }
    return service.isKernel() && !image.hasOwnUser() ? KERNEL_USER : image.user();
  }

  /** Fills in the engine's command. */
  public CreateContainerCmd fill(CreateContainerCmd create) {
    ServiceSpec service = request.service();
    ProcessSpec process = service.container().process();
    create
        .withName(request.name())
        .withLabels(
            Labels.of(
                request, SpecHash.of(service, image.id()), kernel.map(KernelLease::ports), maker))
        .withEnv(environment(process))
        .withStopTimeout(wholeSeconds(process.stopGracePeriod()));
    if (!user().isEmpty()) {
      create.withUser(user());
    }
    process.entrypoint().ifPresent(words -> create.withEntrypoint(fillIn(words)));
    process.command().ifPresent(words -> create.withCmd(fillIn(words)));
    process.workingDir().ifPresent(create::withWorkingDir);
    process.stopSignal().ifPresent(create::withStopSignal);
    service.container().networking().hostname().ifPresent(create::withHostName);
    service.container().platform().ifPresent(create::withPlatform);
    service.container().healthCheck().ifPresent(c -> create.withHealthcheck(healthCheck(c)));
    List<PortBinding> bindings = portBindings();
    if (!bindings.isEmpty()) {
      create.withExposedPorts(bindings.stream().map(PortBinding::getExposedPort).toList());
    }
    create.withHostConfig(hostConfig(bindings));
    if (networkId.isPresent()) {
      create.withAliases(aliases());
    }
    return create;
  }

  /** Names by which others on the network that it joins first find it. */
  private List<String> aliases() {
    return aliases(request, request.service().container().networking().networks().get(0));
  }

  /**
   * Names by which others on one of its networks find it: its service's, and what the file adds.
   */
  public static List<String> aliases(StartRequest request, Networking.Attachment network) {
    List<String> names = new ArrayList<>(network.aliases());
    request.slot().ifPresent(slot -> names.add(slot.service().value()));
    return names;
  }

  private HostConfig hostConfig(List<PortBinding> bindings) {
    Map<String, VolumeSpec> volumes = request.fleet().volumes();
    HostConfig config = HostSettings.of(request.service());
    networkId
        .or(() -> request.service().container().networking().mode())
        .ifPresent(config::withNetworkMode);
    List<Mount> mounts = new ArrayList<>();
    for (Storage.Mount mount : request.service().container().storage().mounts()) {
      mounts.add(mount(mount, volumes));
    }
    for (String folder : GrantPlaces.volumes(request.service().container())) {
      mounts.add(new Mount().withType(MountType.VOLUME).withTarget(folder));
    }
    kernel.ifPresent(
        lease ->
            mounts.add(
                new Mount()
                    .withType(MountType.VOLUME)
                    .withSource(lease.volume())
                    .withVolumeOptions(new VolumeOptions().withLabels(lease.labels()))
                    .withTarget(KernelPlace.MOUNT)));
    return config.withMounts(mounts).withPortBindings(bindings);
  }

  private static Mount mount(Storage.Mount mount, Map<String, VolumeSpec> volumes) {
    Mount translated = new Mount().withTarget(mount.target()).withReadOnly(mount.readOnly());
    if (mount.kind() == Storage.Kind.BIND) {
      return translated.withType(MountType.BIND).withSource(mount.source().orElseThrow());
    }
    translated.withType(MountType.VOLUME);
    mount
        .source()
        .map(key -> Objects.requireNonNull(volumes.get(key)).name())
        .ifPresent(translated::withSource);
    return translated;
  }

  private List<PortBinding> portBindings() {
    List<PortBinding> bindings = new ArrayList<>();
    for (Networking.Publication port : request.service().container().networking().ports()) {
      String ip = port.hostIp().orElse(PortBindings.LOOPBACK);
      String hostPort = port.hostPort().map(p -> Integer.toString(p)).orElse("");
      ExposedPort exposed = ExposedPort.parse(port.containerPort() + "/" + port.protocol());
      bindings.add(new PortBinding(new Binding(ip, hostPort), exposed));
    }
    String hostIp = request.fleet().ports().hostIp().orElse(PortBindings.LOOPBACK);
    kernel
        .filter(KernelLease::publish)
        .ifPresent(
            lease ->
                lease
                    .ports()
                    .ports()
                    .mapToObj(port -> PortBindings.on(hostIp, port))
                    .filter(own -> bindings.stream().noneMatch(b -> PortBindings.same(b, own)))
                    .forEach(bindings::add));
    return bindings;
  }

  private List<String> environment(ProcessSpec process) {
    Map<String, String> variables = new TreeMap<>();
    boolean hasConfig = request.service().kernel().flatMap(k -> k.config()).isPresent();
    kernel.ifPresent(lease -> variables.putAll(KernelPlace.environment(lease.ports(), hasConfig)));
    variables.putAll(process.environment());
    variables.putAll(request.passedOn());
    return variables.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  /** The engine counts in seconds; a shorter time must not become none. */
  private static int wholeSeconds(Duration duration) {
    return (int) duration.plusMillis(999).toSeconds();
  }

  private List<String> fillIn(List<String> words) {
    return kernel.map(lease -> KernelPlace.fillIn(words, lease.ports())).orElse(words);
  }

  private static com.github.dockerjava.api.model.HealthCheck healthCheck(HealthCheck check) {
    com.github.dockerjava.api.model.HealthCheck translated =
        new com.github.dockerjava.api.model.HealthCheck();
    check.test().ifPresent(translated::withTest);
    check.interval().map(Duration::toNanos).ifPresent(translated::withInterval);
    check.timeout().map(Duration::toNanos).ifPresent(translated::withTimeout);
    check.startPeriod().map(Duration::toNanos).ifPresent(translated::withStartPeriod);
    check.retries().ifPresent(translated::withRetries);
    return translated;
  }
}
