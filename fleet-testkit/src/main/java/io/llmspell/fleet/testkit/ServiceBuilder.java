package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.Sharing;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UserName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Builds a {@link ServiceSpec} of which a test says only what matters to it. */
public final class ServiceBuilder {
  private final ServiceName name;
  private ImageReference image = Samples.IMAGE;
  private PullPolicy pullPolicy = PullPolicy.MISSING;
  private int replicas = 1;
  private Optional<String> containerName = Optional.empty();
  private Deployment deployment = Deployment.DEFAULT;
  private final List<Dependency> dependsOn = new ArrayList<>();
  private Optional<KernelSpec> kernel = Optional.empty();
  private ContainerSpec container = ContainerSpec.PLAIN;

  ServiceBuilder(String name) {
    this.name = new ServiceName(name);
  }

  /** Makes it a kernel service in Lua whose connection file the fleet provides. */
  public ServiceBuilder kernel() {
    return kernel(KernelSpec.Connection.PROVIDED);
  }

  /** Makes it a kernel service in Lua. */
  public ServiceBuilder kernel(KernelSpec.Connection connection) {
    return kernel(
        new KernelSpec(
            "lua",
            Optional.empty(),
            connection,
            KernelSpec.Interrupt.MESSAGE,
            KernelSpec.DEFAULT_STARTUP_TIMEOUT));
  }

  /** Makes it a kernel service. */
  public ServiceBuilder kernel(KernelSpec spec) {
    kernel = Optional.of(spec);
    return this;
  }

  /** Gives its kernels a config, of a file that need not be there. */
  public ServiceBuilder config(String configName, String digest) {
    Path file = Path.of("/configs").resolve(configName + ".toml").toAbsolutePath();
    kernel =
        kernel.map(
            k ->
                new KernelSpec(
                    k.language(),
                    Optional.of(new KernelConfig(configName, file, digest, Optional.empty())),
                    k.connection(),
                    k.interrupt(),
                    k.startupTimeout(),
                    k.ownership(),
                    k.warm(),
                    k.culling()));
    return this;
  }

  /** When its kernels end that nobody needs. */
  public ServiceBuilder cull(Culling culling) {
    kernel = kernel.map(k -> k.withCulling(culling));
    return this;
  }

  /** How many of its kernels are kept ready. */
  public ServiceBuilder warm(int count) {
    kernel = kernel.map(k -> k.withWarm(count));
    return this;
  }

  /** How long its kernels may take until they answer. */
  public ServiceBuilder startupTimeout(Duration timeout) {
    kernel =
        kernel.map(
            k ->
                new KernelSpec(
                    k.language(),
                    k.config(),
                    k.connection(),
                    k.interrupt(),
                    timeout,
                    k.ownership(),
                    k.warm(),
                    k.culling()));
    return this;
  }

  /** Whose its kernels are, and who else may use them. */
  public ServiceBuilder owned(String owner, String shared) {
    Ownership ownership = new Ownership(Optional.of(new UserName(owner)), Sharing.parse(shared));
    kernel = kernel.map(k -> k.withOwnership(ownership));
    return this;
  }

  public ServiceBuilder image(String reference) {
    image = new ImageReference(reference);
    return this;
  }

  public ServiceBuilder pullPolicy(PullPolicy policy) {
    pullPolicy = policy;
    return this;
  }

  public ServiceBuilder replicas(int count) {
    replicas = count;
    return this;
  }

  public ServiceBuilder containerName(String fixed) {
    containerName = Optional.of(fixed);
    return this;
  }

  public ServiceBuilder dependsOn(String service, Condition condition) {
    dependsOn.add(new Dependency(new ServiceName(service), condition));
    return this;
  }

  public ServiceBuilder command(String... words) {
    return container(container.withProcess(container.process().withCommand(Arrays.asList(words))));
  }

  public ServiceBuilder networks(String... keys) {
    List<Networking.Attachment> attachments =
        Arrays.stream(keys).map(key -> new Networking.Attachment(key, List.of())).toList();
    return container(container.withNetworking(container.networking().withNetworks(attachments)));
  }

  /** Mounts a declared volume. */
  public ServiceBuilder volume(String key, String target) {
    List<Storage.Mount> mounts = new ArrayList<>(container.storage().mounts());
    mounts.add(new Storage.Mount(Storage.Kind.VOLUME, Optional.of(key), target, false));
    return container(container.withStorage(new Storage(mounts, container.storage().tmpfs())));
  }

  public ServiceBuilder updateOrder(ServiceSpec.UpdateOrder other) {
    deployment = Deployment.inOrder(other);
    return this;
  }

  /** How its instances give way to others. */
  public ServiceBuilder update(UpdateConfig config) {
    deployment = deployment.withUpdate(config);
    return this;
  }

  /** When it is made again. */
  public ServiceBuilder restart(ContainerSpec.Restart restart) {
    return container(container.withRestart(restart));
  }

  /** The same, and how often in a row. */
  public ServiceBuilder restart(ContainerSpec.Restart restart, int attempts) {
    deployment =
        deployment.withRestart(
            new Deployment.RestartPolicy(
                Deployment.RestartPolicy.Condition.ON_FAILURE,
                Optional.empty(),
                Optional.of(attempts),
                Optional.empty()));
    return restart(restart);
  }

  public ServiceBuilder container(ContainerSpec spec) {
    container = spec;
    return this;
  }

  public ServiceSpec build() {
    return new ServiceSpec(
        name, image, pullPolicy, replicas, containerName, dependsOn, kernel, container, deployment);
  }
}
