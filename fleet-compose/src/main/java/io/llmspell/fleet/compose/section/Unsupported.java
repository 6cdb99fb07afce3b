package io.llmspell.fleet.compose.section;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys that the Compose Specification has and the fleet does not, with what to do instead. They are
 * refused by name, so that nobody takes them for typing errors.
 */
final class Unsupported {
  static final Map<String, String> AT_THE_TOP = keys("models");

  private static final Map<String, String> SIMPLY_NOT_IN_SERVICES =
      keys(
          "annotations",
          "attach",
          "blkio_config",
          "cgroup",
          "cgroup_parent",
          "cpu_count",
          "cpu_percent",
          "cpu_rt_period",
          "cpu_rt_runtime",
          "cpuset",
          "credential_spec",
          "develop",
          "device_cgroup_rules",
          "devices",
          "domainname",
          "external_links",
          "group_add",
          "ipc",
          "isolation",
          "label_file",
          "mac_address",
          "mem_swappiness",
          "models",
          "oom_kill_disable",
          "oom_score_adj",
          "pid",
          "post_start",
          "pre_stop",
          "provider",
          "runtime",
          "stdin_open",
          "storage_opt",
          "sysctls",
          "tty",
          "use_api_socket",
          "userns_mode",
          "uts",
          "volume_driver",
          "volumes_from");

  static final Map<String, String> IN_SERVICES = inServices();

  private Unsupported() {}

  /** Keys with nothing to do instead. */
  static Map<String, String> keys(String... keys) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String key : keys) {
      all.put(key, "");
    }
    return Map.copyOf(all);
  }

  /** One more key. */
  static Map<String, String> and(Map<String, String> keys, String key, String instead) {
    Map<String, String> all = new LinkedHashMap<>(keys);
    all.put(key, instead);
    return Map.copyOf(all);
  }

  private static Map<String, String> inServices() {
    Map<String, String> all = new LinkedHashMap<>(SIMPLY_NOT_IN_SERVICES);
    all.put("cpu_period", "use cpus");
    all.put("cpu_quota", "use cpus");
    all.put("cpu_shares", "use cpus");
    all.put("gpus", "use deploy.resources.reservations.devices");
    all.put("links", "services of one network find each other by name");
    all.put("log_driver", "use logging");
    all.put("log_opt", "use logging");
    all.put("net", "use network_mode");
    return Map.copyOf(all);
  }
}
