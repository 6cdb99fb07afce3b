package io.llmspell.fleet.model;

import io.llmspell.fleet.model.Deployment.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plain kernel service, and one variant of it for each thing that can be said of a container. */
final class SpecVariants {
  static final KernelSpec LUA =
      new KernelSpec(
          "lua",
          Optional.empty(),
          KernelSpec.Connection.PROVIDED,
          KernelSpec.Interrupt.MESSAGE,
          KernelSpec.DEFAULT_STARTUP_TIMEOUT);

  static final ServiceSpec BASE = of(Optional.empty(), Optional.of(LUA), ContainerSpec.PLAIN);

  private static final ContainerSpec PLAIN = ContainerSpec.PLAIN;
  private static final Optional<Boolean> YES = Optional.of(true);

  private final Map<String, ServiceSpec> variants = new LinkedHashMap<>();

  private SpecVariants() {}

  /** By what is different about them. */
  static Map<String, ServiceSpec> all() {
    SpecVariants all = new SpecVariants();
    all.ofService();
    all.ofProcess();
    all.ofLimits();
    all.ofSecurity();
    all.ofNetworking();
    all.ofStorage();
    all.ofFiles();
    all.ofTheRest();
    return all.variants;
  }

  static ServiceSpec of(
      Optional<String> containerName, Optional<KernelSpec> kernel, ContainerSpec container) {
    return new ServiceSpec(
        new ServiceName("lua"),
        new ImageReference("fleet-kernel"),
        ServiceSpec.PullPolicy.MISSING,
        1,
        containerName,
        List.of(),
        kernel,
        container,
        Deployment.DEFAULT);
  }

  static ServiceSpec configured(String name, String digest, Optional<String> apiKeyEnv) {
    Path file = Path.of(name + ".toml").toAbsolutePath();
    KernelConfig config = new KernelConfig(name, file, digest, apiKeyEnv);
    return kernel(
        new KernelSpec(
            LUA.language(),
            Optional.of(config),
            LUA.connection(),
            LUA.interrupt(),
            LUA.startupTimeout()));
  }

  private static ServiceSpec kernel(KernelSpec kernel) {
    return of(Optional.empty(), Optional.of(kernel), PLAIN);
  }

  private void add(String name, ContainerSpec container) {
    variants.put(name, of(Optional.empty(), Optional.of(LUA), container));
  }

  private void ofService() {
    variants.put("no kernel", of(Optional.empty(), Optional.empty(), PLAIN));
    variants.put("container_name", of(Optional.of("mine"), Optional.of(LUA), PLAIN));
    Duration timeout = LUA.startupTimeout();
    variants.put(
        "language",
        kernel(
            new KernelSpec(
                "javascript", Optional.empty(), LUA.connection(), LUA.interrupt(), timeout)));
    variants.put(
        "connection",
        kernel(
            new KernelSpec(
                "lua", Optional.empty(), KernelSpec.Connection.WRITTEN, LUA.interrupt(), timeout)));
    variants.put(
        "interrupt",
        kernel(
            new KernelSpec(
                "lua", Optional.empty(), LUA.connection(), KernelSpec.Interrupt.SIGNAL, timeout)));
    Ownership alices = Ownership.of(new UserName("alice"));
    variants.put("owner", kernel(LUA.withOwnership(alices)));
    variants.put("another owner", kernel(LUA.withOwnership(Ownership.of(new UserName("bob")))));
    variants.put("shared", kernel(LUA.withOwnership(shared(alices, "*"))));
    variants.put("shared with one", kernel(LUA.withOwnership(shared(alices, "bob"))));
    variants.put("config", configured("openai", "d1", Optional.empty()));
    variants.put("config's name", configured("anthropic", "d1", Optional.empty()));
    variants.put("config's content", configured("openai", "d2", Optional.empty()));
    variants.put("config's key", configured("openai", "d1", Optional.of("OPENAI_API_KEY")));
  }

  private static Ownership shared(Ownership ownership, String with) {
    return new Ownership(ownership.owner(), Sharing.parse(with));
  }

  private void ofProcess() {
    ProcessSpec p = ProcessSpec.OF_IMAGE;
    Optional<List<String>> none = Optional.empty();
    Optional<String> no = Optional.empty();
    Optional<Boolean> unset = Optional.empty();
    Map<String, String> env = Map.of();
    Set<String> passed = Set.of();
    Duration grace = p.stopGracePeriod();
    process("command", p.withCommand(List.of("a", "b")));
    process("command in one word", p.withCommand(List.of("a b")));
    process("empty command", p.withCommand(List.of()));
    process("passed on", p.withPassedOn(Set.of("A")));
    process(
        "entrypoint",
        new ProcessSpec(
            Optional.of(List.of("a", "b")), none, env, passed, no, no, unset, no, grace));
    process(
        "environment",
        new ProcessSpec(none, none, Map.of("A", "1"), passed, no, no, unset, no, grace));
    process(
        "environment's value",
        new ProcessSpec(none, none, Map.of("A", "2"), passed, no, no, unset, no, grace));
    process(
        "user", new ProcessSpec(none, none, env, passed, Optional.of("x"), no, unset, no, grace));
    process(
        "working_dir",
        new ProcessSpec(none, none, env, passed, no, Optional.of("x"), unset, no, grace));
    process("init", new ProcessSpec(none, none, env, passed, no, no, YES, no, grace));
    process(
        "stop_signal",
        new ProcessSpec(none, none, env, passed, no, no, unset, Optional.of("x"), grace));
  }

  private void process(String name, ProcessSpec process) {
    add(name, PLAIN.withProcess(process));
  }

  private void ofLimits() {
    Optional<ByteSize> size = Optional.of(ByteSize.ofMebibytes(64));
    Optional<ByteSize> no = Optional.empty();
    Optional<Cpus> all = Optional.empty();
    Optional<Integer> any = Optional.empty();
    add("mem_limit", PLAIN.withLimits(new Limits(size, no, no, all, any, no)));
    add("memswap_limit", PLAIN.withLimits(new Limits(no, size, no, all, any, no)));
    add("mem_reservation", PLAIN.withLimits(new Limits(no, no, size, all, any, no)));
    add("shm_size", PLAIN.withLimits(new Limits(no, no, no, all, any, size)));
    add("pids_limit", PLAIN.withLimits(new Limits(no, no, no, all, Optional.of(64), no)));
    ulimit("ulimit", "nofile", 1, 2);
    ulimit("another ulimit", "nproc", 1, 2);
    ulimit("soft limit", "nofile", 2, 2);
    ulimit("hard limit", "nofile", 1, 3);
    device("device", 1, List.of(), "gpu");
    device("all devices", -1, List.of(), "gpu");
    device("named device", 0, List.of("0"), "gpu");
    device("device's capability", 1, List.of(), "tpu");
    Optional<Cpus> half = Optional.of(Cpus.parse("0.5"));
    add("cpus", PLAIN.withLimits(new Limits(no, no, no, half, any, no)));
  }

  private void ulimit(String name, String which, long soft, long hard) {
    more(name, Map.of(which, new Limits.Ulimit(soft, hard)), List.of());
  }

  private void device(String name, int count, List<String> ids, String capability) {
    Limits.DeviceRequest device =
        new Limits.DeviceRequest(Optional.empty(), count, ids, List.of(capability), Map.of());
    more(name, Map.of(), List.of(device));
  }

  private void more(
      String name, Map<String, Limits.Ulimit> ulimits, List<Limits.DeviceRequest> devices) {
    Limits n = Limits.NONE;
    add(
        name,
        PLAIN.withLimits(
            new Limits(
                n.memory(),
                n.memorySwap(),
                n.memoryReservation(),
                n.cpus(),
                n.pids(),
                n.shmSize(),
                ulimits,
                devices)));
  }

  private void ofSecurity() {
    Optional<List<String>> some = Optional.of(List.of("ALL"));
    Optional<List<String>> no = Optional.empty();
    Optional<Boolean> unset = Optional.empty();
    add("read_only", PLAIN.withSecurity(new Security(YES, no, no, no, false)));
    add("not read_only", PLAIN.withSecurity(new Security(Optional.of(false), no, no, no, false)));
    add("cap_add", PLAIN.withSecurity(new Security(unset, some, no, no, false)));
    add("cap_drop", PLAIN.withSecurity(new Security(unset, no, some, no, false)));
    add("security_opt", PLAIN.withSecurity(new Security(unset, no, no, some, false)));
    add("privileged", PLAIN.withSecurity(new Security(unset, no, no, no, true)));
  }

  private void ofNetworking() {
    networks("network", new Networking.Attachment("a", List.of()));
    networks("network's alias", new Networking.Attachment("a", List.of("x")));
    networking("network_mode", Optional.of("host"), List.of(), Optional.empty(), List.of());
    networking("hostname", Optional.empty(), List.of(), Optional.of("x"), List.of());
    networking("extra_hosts", Optional.empty(), List.of(), Optional.empty(), List.of("x:1.1.1.1"));
    dns("dns", new Networking.Dns(List.of("192.0.2.1"), List.of(), List.of()));
    dns("dns_search", new Networking.Dns(List.of(), List.of("192.0.2.1"), List.of()));
    dns("dns_opt", new Networking.Dns(List.of(), List.of(), List.of("192.0.2.1")));
    published("port", Optional.empty(), Optional.empty(), 80, "tcp");
    published("another port", Optional.empty(), Optional.empty(), 81, "tcp");
    published("protocol", Optional.empty(), Optional.empty(), 80, "udp");
    published("host's port", Optional.empty(), Optional.of(8080), 80, "tcp");
    published("host's address", Optional.of("0.0.0.0"), Optional.empty(), 80, "tcp");
  }

  private void dns(String name, Networking.Dns dns) {
    add(
        name,
        PLAIN.withNetworking(
            new Networking(
                List.of(), Optional.empty(), List.of(), Optional.empty(), List.of(), dns)));
  }

  private void networks(String name, Networking.Attachment attachment) {
    add(name, PLAIN.withNetworking(Networking.NONE.withNetworks(List.of(attachment))));
  }

  private void published(
      String name, Optional<String> ip, Optional<Integer> hostPort, int port, String protocol) {
    Networking.Publication publication = new Networking.Publication(ip, hostPort, port, protocol);
    networking(name, Optional.empty(), List.of(publication), Optional.empty(), List.of());
  }

  private void networking(
      String name,
      Optional<String> mode,
      List<Networking.Publication> ports,
      Optional<String> hostname,
      List<String> extraHosts) {
    add(name, PLAIN.withNetworking(new Networking(List.of(), mode, ports, hostname, extraHosts)));
  }

  private void ofStorage() {
    Optional<String> source = Optional.of("/a");
    mount("mount", new Storage.Mount(Storage.Kind.BIND, source, "/t", false));
    mount("kind of mount", new Storage.Mount(Storage.Kind.VOLUME, source, "/t", false));
    mount("mount's target", new Storage.Mount(Storage.Kind.BIND, source, "/u", false));
    mount("mount's source", new Storage.Mount(Storage.Kind.BIND, Optional.of("/b"), "/t", false));
    mount("read-only mount", new Storage.Mount(Storage.Kind.BIND, source, "/t", true));
    Optional<List<String>> tmpfs = Optional.of(List.of("/tmp"));
    add("tmpfs", PLAIN.withStorage(new Storage(List.of(), tmpfs)));
  }

  private void ofFiles() {
    Optional<Integer> no = Optional.empty();
    GrantedFile.Content one = new GrantedFile.Text("one");
    GrantedFile.Content two = new GrantedFile.OfFile(Path.of("/two"), "d1");
    file("config", new GrantedFile(GrantedFile.Kind.CONFIG, "a", one, "/a", no, no, 0444));
    file("secret", new GrantedFile(GrantedFile.Kind.SECRET, "a", one, "/a", no, no, 0444));
    file("config's file", new GrantedFile(GrantedFile.Kind.CONFIG, "a", two, "/a", no, no, 0444));
    file("config's target", new GrantedFile(GrantedFile.Kind.CONFIG, "a", one, "/b", no, no, 0444));
    file(
        "config's owner",
        new GrantedFile(GrantedFile.Kind.CONFIG, "a", one, "/a", Optional.of(5), no, 0444));
    file(
        "config's group",
        new GrantedFile(GrantedFile.Kind.CONFIG, "a", one, "/a", no, Optional.of(5), 0444));
    file("config's mode", new GrantedFile(GrantedFile.Kind.CONFIG, "a", one, "/a", no, no, 0400));
  }

  private void file(String name, GrantedFile file) {
    add(name, PLAIN.withStorage(new Storage(List.of(), Optional.empty(), List.of(file))));
  }

  private void mount(String name, Storage.Mount mount) {
    add(name, PLAIN.withStorage(new Storage(List.of(mount), Optional.empty())));
  }

  private void ofTheRest() {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    Optional<Duration> no = Optional.empty();
    Optional<List<String>> image = Optional.empty();
    Optional<Integer> any = Optional.empty();
    checked("healthcheck off", HealthCheck.DISABLED);
    Optional<List<String>> test = Optional.of(List.of("CMD", "true"));
    checked("healthcheck", new HealthCheck(test, no, no, no, any));
    checked("interval", new HealthCheck(image, second, no, no, any));
    checked("timeout", new HealthCheck(image, no, second, no, any));
    checked("start_period", new HealthCheck(image, no, no, second, any));
    checked("retries", new HealthCheck(image, no, no, no, Optional.of(2)));
    add("logging", PLAIN.withLogging(new ContainerSpec.Logging("local", Map.of())));
    add(
        "logging's options",
        PLAIN.withLogging(new ContainerSpec.Logging("local", Map.of("max-size", "1m"))));
    add("restart", rest(Optional.empty(), ContainerSpec.Restart.ALWAYS, Map.of()));
    add("platform", PLAIN.withPlatform(Optional.of("linux/arm64")));
    variants.put("restart_policy's max_attempts", attempts(2));
    add("label", rest(Optional.empty(), ContainerSpec.Restart.NO, Map.of("a", "b")));
  }

  /** Of a plain container, since no engine restarts a kernel. */
  private static ServiceSpec attempts(int most) {
    RestartPolicy policy =
        new RestartPolicy(
            RestartPolicy.Condition.ON_FAILURE,
            Optional.empty(),
            Optional.of(most),
            Optional.empty());
    Deployment plain = Deployment.DEFAULT;
    ContainerSpec restarted = rest(Optional.empty(), ContainerSpec.Restart.ON_FAILURE, Map.of());
    return of(Optional.empty(), Optional.empty(), restarted)
        .withDeployment(
            new Deployment(
                plain.update(),
                plain.rollback(),
                Optional.of(policy),
                plain.labels(),
                plain.placement()));
  }

  private void checked(String name, HealthCheck check) {
    add(name, rest(Optional.of(check), ContainerSpec.Restart.NO, Map.of()));
  }

  private static ContainerSpec rest(
      Optional<HealthCheck> check, ContainerSpec.Restart restart, Map<String, String> labels) {
    return new ContainerSpec(
        PLAIN.process(),
        PLAIN.limits(),
        PLAIN.security(),
        PLAIN.networking(),
        PLAIN.storage(),
        check,
        restart,
        PLAIN.logging(),
        labels);
  }
}
