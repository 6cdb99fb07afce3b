package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ContainerSpec.Logging;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.WarmPool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one entry of {@code services}. */
public final class ServiceReader {
  private static final Map<String, PullPolicy> PULL_POLICIES =
      Map.of(
          "missing", PullPolicy.MISSING,
          "if_not_present", PullPolicy.MISSING,
          "never", PullPolicy.NEVER,
          "always", PullPolicy.ALWAYS,
          "build", PullPolicy.BUILD);

  /** The engine's own driver unless it is configured otherwise. */
  private static final String DEFAULT_LOG_DRIVER = "json-file";

  private final ProcessReader process;
  private final NetworkingReader networking;
  private final StorageReader storage;
  private final KernelReader kernel;
  private final BuildReader build;
  private final ProjectName project;

  /** Over what the rest of the file declares. */
  public ServiceReader(
      Surroundings surroundings,
      NetworkDeclarations networks,
      VolumeDeclarations volumes,
      Grants configs,
      Grants secrets) {
    this.process = new ProcessReader(surroundings);
    this.networking = new NetworkingReader(networks);
    this.storage = new StorageReader(surroundings, volumes, new GrantsReader(configs, secrets));
    this.kernel = new KernelReader(surroundings);
    this.build = new BuildReader(surroundings);
    this.project = surroundings.project();
  }

  /** Absent if it has no name or no keys to speak of, which is a problem then. */
  public Optional<ServiceDraft> read(String name, Value value) {
    Optional<ServiceName> serviceName = value.attempt(() -> name(name));
    Optional<Fields> fields = value.fields();
    return serviceName.flatMap(n -> fields.map(f -> draft(n, f)));
  }

  private static ServiceName name(String text) {
    ServiceName name = new ServiceName(text);
    if (WarmPool.isPool(name)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is what the kernels are called that service "
              + WarmPool.ownerOf(name)
              + " keeps warm: call it otherwise");
    }
    return name;
  }

  private ServiceDraft draft(ServiceName name, Fields service) {
    LimitsReader.Resources resources = LimitsReader.read(service);
    List<PortsReader.PublishedPort> ports = PortsReader.read(service);
    Optional<KernelSpec> kernelSpec = kernel.read(service);
    ProcessSpec plain = process.read(service);
    if (service.get("x-kernel").isPresent()) {
      Optional<Value> command = service.get("command");
      KernelReader.checkPlaceholders(
          plain.command().orElse(List.of()), command.map(Value::place).orElse(service.place()));
    }
    ProcessSpec own =
        kernelSpec.flatMap(KernelSpec::config).map(c -> withKey(plain, c)).orElse(plain);
    RestartReader restart =
        RestartReader.read(
            service,
            resources.deployment(),
            kernelSpec.isPresent() ? Restart.UNLESS_STOPPED : Restart.NO);
    ServiceDraft draft =
        new ServiceDraft(
            name,
            service.place(),
            image(name, service),
            pullPolicy(service),
            resources.replicas().orElse(1),
            Given.read(service, "container_name", ServiceReader::containerName),
            DependenciesReader.read(service),
            ports,
            service.get("profiles").map(ServiceReader::profiles).orElse(Set.of()),
            kernelSpec,
            container(service, own, resources.limits(), ports, restart.restart()),
            restart.completed(resources.deployment()),
            build.read(service));
    service.rejectOthers(Unsupported.IN_SERVICES);
    return draft;
  }

  private ContainerSpec container(
      Fields service,
      ProcessSpec own,
      Limits limits,
      List<PortsReader.PublishedPort> ports,
      Restart restart) {
    return new ContainerSpec(
        own,
        limits,
        SecurityReader.read(service),
        networking.read(service, ports),
        storage.read(service),
        HealthCheckReader.read(service),
        restart,
        service.get("logging").flatMap(Value::fields).map(ServiceReader::logging),
        service.get("labels").map(Labels::read).orElse(Map.of()),
        service.get("platform").flatMap(v -> v.spelled(ServiceReader::platform)));
  }

  /** The provider's key comes from the caller, unless the file itself gives it a value. */
  private static ProcessSpec withKey(ProcessSpec process, KernelConfig config) {
    Set<String> names = new TreeSet<>(process.passedOn());
    config.apiKeyEnv().filter(n -> !process.environment().containsKey(n)).ifPresent(names::add);
    return process.withPassedOn(names);
  }

  /** One that is built needs no name of its own; it gets the one that Compose gives it. */
  private Optional<ImageReference> image(ServiceName name, Fields service) {
    if (service.get("build").isPresent() && service.get("image").isEmpty()) {
      return Optional.of(new ImageReference(project + "-" + name.value().toLowerCase(Locale.ROOT)));
    }
    return service.require("image").flatMap(v -> v.spelled(ImageReference::new));
  }

  private static PullPolicy pullPolicy(Fields service) {
    Optional<Value> value = service.get("pull_policy");
    PullPolicy policy = value.flatMap(v -> v.oneOf(PULL_POLICIES)).orElse(PullPolicy.MISSING);
    if (policy == PullPolicy.BUILD && service.get("build").isEmpty()) {
      value.ifPresent(v -> v.place().problem("needs the key build beside it"));
    }
    return policy;
  }

  private static Logging logging(Fields fields) {
    String driver = fields.get("driver").flatMap(Value::string).orElse(DEFAULT_LOG_DRIVER);
    Map<String, String> options = fields.get("options").map(Pairs::mapping).orElse(Map.of());
    fields.rejectOthers();
    return new Logging(driver, options);
  }

  private static String platform(String text) {
    if (!text.matches("[a-z0-9]+(/[a-z0-9_.]+){0,2}")) {
      throw new IllegalArgumentException("'" + text + "' is not a platform such as linux/arm64");
    }
    return text;
  }

  private static String containerName(String text) {
    if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a container name: use two or more letters, digits, '.', '-' and '_'");
    }
    return text;
  }

  private static Set<String> profiles(Value value) {
    Set<String> profiles = new TreeSet<>();
    for (Value item : value.items()) {
      item.spelled(ServiceReader::profile).ifPresent(profiles::add);
    }
    return profiles;
  }

  private static String profile(String text) {
    if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a profile: use letters, digits, '.', '-' and '_'");
    }
    return text;
  }
}
