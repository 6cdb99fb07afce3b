package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Security;
import io.llmspell.fleet.model.ServiceSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Limits, security, logs and restarts, in the engine's words. */
final class HostSettings {
  private HostSettings() {}

  static HostConfig of(ServiceSpec service) {
    ContainerSpec container = service.container();
    HostConfig config = HostConfig.newHostConfig();
    limits(config, container.limits());
    security(config, container.security());
    dns(config, container.networking().dns());
    container.process().init().ifPresent(config::withInit);
    container.storage().tmpfs().ifPresent(t -> config.withTmpFs(tmpfs(t)));
    container
        .logging()
        .ifPresent(l -> config.withLogConfig(new LogConfig(driver(l.driver()), l.options())));
    List<String> extraHosts = container.networking().extraHosts();
    if (!extraHosts.isEmpty()) {
      config.withExtraHosts(extraHosts.toArray(String[]::new));
    }
    // A kernel that the engine restarted would change its address and its key under people's feet.
    return config.withRestartPolicy(
        service.isKernel() ? RestartPolicy.noRestart() : restart(service));
  }

  private static void limits(HostConfig config, Limits limits) {
    limits.memory().map(ByteSize::bytes).ifPresent(config::withMemory);
    limits.memorySwap().map(ByteSize::bytes).ifPresent(config::withMemorySwap);
    limits.memoryReservation().map(ByteSize::bytes).ifPresent(config::withMemoryReservation);
    limits.cpus().map(Cpus::nanos).ifPresent(config::withNanoCPUs);
    limits.pids().map(Integer::longValue).ifPresent(config::withPidsLimit);
    limits.shmSize().map(ByteSize::bytes).ifPresent(config::withShmSize);
    if (!limits.ulimits().isEmpty()) {
      config.withUlimits(
          limits.ulimits().entrySet().stream()
              .map(u -> new Ulimit(u.getKey(), u.getValue().soft(), u.getValue().hard()))
              .toList());
    }
    if (!limits.devices().isEmpty()) {
      config.withDeviceRequests(limits.devices().stream().map(HostSettings::device).toList());
    }
  }

  private static DeviceRequest device(Limits.DeviceRequest device) {
    DeviceRequest told =
        new DeviceRequest()
            .withCount(device.count())
            .withCapabilities(List.of(device.capabilities()))
            .withOptions(device.options());
    device.driver().ifPresent(told::withDriver);
    return device.ids().isEmpty() ? told : told.withDeviceIds(device.ids());
  }

  private static void dns(HostConfig config, Networking.Dns dns) {
    if (!dns.servers().isEmpty()) {
      config.withDns(dns.servers());
    }
    if (!dns.search().isEmpty()) {
      config.withDnsSearch(dns.search());
    }
    if (!dns.options().isEmpty()) {
      config.withDnsOptions(dns.options());
    }
  }

  private static void security(HostConfig config, Security security) {
    security.readOnly().ifPresent(config::withReadonlyRootfs);
    security.capAdd().map(HostSettings::capabilities).ifPresent(config::withCapAdd);
    security.capDrop().map(HostSettings::capabilities).ifPresent(config::withCapDrop);
    security.securityOpt().ifPresent(config::withSecurityOpts);
    if (security.privileged()) {
      config.withPrivileged(true);
    }
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream().map(HostSettings::capability).toArray(Capability[]::new);
  }

  private static Capability capability(String name) {
    String plain = name.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
    try {
      return Capability.valueOf(plain);
    } catch (IllegalArgumentException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE,
          "'" + name + "' is not a Linux capability (see capabilities(7))",
          e);
    }
  }

  private static LogConfig.LoggingType driver(String name) {
    LogConfig.LoggingType type = LogConfig.LoggingType.fromValue(name);
    if (type == null) {
      throw new FleetException(ErrorCode.INVALID_FILE, "'" + name + "' is not a log driver");
    }
    return type;
  }

  /** {@code /tmp:exec,size=64m} to path and options. */
  private static Map<String, String> tmpfs(List<String> entries) {
    Map<String, String> mounts = new TreeMap<>();
    for (String entry : entries) {
      int colon = entry.indexOf(':');
      mounts.put(
          colon < 0 ? entry : entry.substring(0, colon),
          colon < 0 ? "" : entry.substring(colon + 1));
    }
    return mounts;
  }

  private static RestartPolicy restart(ServiceSpec service) {
    return switch (service.container().restart()) {
      case NO -> RestartPolicy.noRestart();
      case ON_FAILURE -> RestartPolicy.onFailureRestart(service.restartAttempts().orElse(0));
      case UNLESS_STOPPED -> RestartPolicy.unlessStoppedRestart();
      case ALWAYS -> RestartPolicy.alwaysRestart();
    };
  }
}
