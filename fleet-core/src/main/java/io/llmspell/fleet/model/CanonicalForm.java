package io.llmspell.fleet.model;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A service written down in one way only, for {@link SpecHash}. Absent values are left out, so that
 * a field that is new to a later version does not replace the kernels of an earlier one; every text
 * is preceded by its length, so that no two services read the same.
 */
final class CanonicalForm {
  private final Hasher hasher = Hashing.sha256().newHasher();

  private CanonicalForm() {}

  static CanonicalForm of(ServiceSpec service, String imageId) {
    CanonicalForm form = new CanonicalForm();
    form.put("image", imageId);
    form.put("container_name", service.containerName());
    service.kernel().ifPresent(form::kernel);
    form.process(service.container().process());
    form.limits(service.container().limits());
    form.security(service.container().security());
    form.networking(service.container().networking());
    form.storage(service.container().storage());
    service.container().healthCheck().ifPresent(form::healthCheck);
    form.put("restart", service.container().restart());
    // Of the policy only what the engine is told; the rest changes no container.
    form.put("restart_attempts", service.restartAttempts());
    service.container().logging().ifPresent(form::logging);
    form.putAll("labels", service.container().labels());
    form.put("platform", service.container().platform());
    return form;
  }

  String sha256() {
    return hasher.hash().toString();
  }

  private void kernel(KernelSpec kernel) {
    put("language", kernel.language());
    put("connection", kernel.connection());
    put("interrupt", kernel.interrupt());
    kernel.config().ifPresent(c -> put("config", c.name() + " " + c.digest()));
    kernel.config().flatMap(KernelConfig::apiKeyEnv).ifPresent(name -> put("api_key_env", name));
    put("owner", kernel.ownership().owner());
    Sharing sharing = kernel.ownership().sharing();
    put("shared", Optional.of(sharing).filter(s -> !s.equals(Sharing.NOBODY)));
  }

  private void process(ProcessSpec process) {
    process.entrypoint().ifPresent(e -> putAll("entrypoint", e));
    process.command().ifPresent(c -> putAll("command", c));
    putAll("environment", process.environment());
    putAll("passed_on", process.passedOn());
    put("user", process.user());
    put("working_dir", process.workingDir());
    put("init", process.init());
    put("stop_signal", process.stopSignal());
    if (!process.stopGracePeriod().equals(ProcessSpec.DEFAULT_STOP_GRACE_PERIOD)) {
      put("stop_grace_period", process.stopGracePeriod());
    }
  }

  private void limits(Limits limits) {
    put("memory", limits.memory());
    put("memory_swap", limits.memorySwap());
    put("memory_reservation", limits.memoryReservation());
    put("cpus", limits.cpus());
    put("pids", limits.pids());
    put("shm_size", limits.shmSize());
    limits.ulimits().forEach((name, u) -> put("ulimit " + name, u.soft() + ":" + u.hard()));
    limits.devices().forEach(this::device);
  }

  private void device(Limits.DeviceRequest device) {
    put("device_driver", device.driver());
    put("device_count", device.count());
    putAll("device_ids", device.ids());
    putAll("device_capabilities", device.capabilities());
    putAll("device_options", device.options());
  }

  private void security(Security security) {
    put("read_only", security.readOnly());
    security.capAdd().ifPresent(c -> putAll("cap_add", c));
    security.capDrop().ifPresent(c -> putAll("cap_drop", c));
    security.securityOpt().ifPresent(o -> putAll("security_opt", o));
    put("privileged", security.privileged());
  }

  private void networking(Networking networking) {
    put("network_mode", networking.mode());
    put("hostname", networking.hostname());
    putAll("extra_hosts", networking.extraHosts());
    if (!networking.dns().equals(Networking.Dns.OF_ENGINE)) {
      putAll("dns", networking.dns().servers());
      putAll("dns_search", networking.dns().search());
      putAll("dns_opt", networking.dns().options());
    }
    networking.networks().forEach(n -> putAll("network " + n.network(), n.aliases()));
    for (Networking.Publication port : networking.ports()) {
      put("port", port.containerPort() + "/" + port.protocol());
      put("host_ip", port.hostIp());
      put("host_port", port.hostPort());
    }
  }

  private void storage(Storage storage) {
    for (Storage.Mount mount : storage.mounts()) {
      put("mount", mount.kind());
      put("source", mount.source());
      put("target", mount.target());
      put("read_only", mount.readOnly());
    }
    storage.tmpfs().ifPresent(t -> putAll("tmpfs", t));
    storage.files().forEach(this::file);
  }

  private void file(GrantedFile file) {
    put("file", file.kind());
    put("target", file.target());
    put("content", file.content().digest());
    put("uid", file.uid());
    put("gid", file.gid());
    put("mode", file.mode());
  }

  private void healthCheck(HealthCheck check) {
    check.test().ifPresent(t -> putAll("health_test", t));
    put("health_interval", check.interval());
    put("health_timeout", check.timeout());
    put("health_start_period", check.startPeriod());
    put("health_retries", check.retries());
  }

  private void logging(ContainerSpec.Logging logging) {
    put("log_driver", logging.driver());
    putAll("log_options", logging.options());
  }

  private void put(String key, Optional<?> value) {
    value.ifPresent(v -> put(key, v));
  }

  private void putAll(String key, Map<String, String> values) {
    if (!values.isEmpty()) {
      put(key, values.size());
      values.forEach(this::put);
    }
  }

  private void putAll(String key, Collection<String> values) {
    put(key, values.size());
    values.forEach(v -> put("", v));
  }

  private void put(String key, Object value) {
    text(key);
    text(value.toString());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hasher.putInt(bytes.length).putBytes(bytes);
  }
}
