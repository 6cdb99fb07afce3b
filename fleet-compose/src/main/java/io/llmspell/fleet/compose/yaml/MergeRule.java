package io.llmspell.fleet.compose.yaml;

import java.util.Map;
import java.util.Set;

/** How the Compose Specification puts what two files say under one key of a service together. */
enum MergeRule {
  /** Mappings key by key, lists one after the other, of anything else the later one. */
  DEEP,
  /** The later one. */
  REPLACE,
  /** Lists one after the other, where a text is a list of one. */
  LIST,
  /** Mappings, or lists of {@code name=value}. */
  PAIRS,
  /** Mappings, or lists of {@code name:address}. */
  HOSTS,
  /** Mappings, or lists of names. */
  NAMES,
  /** Mappings, or lists of names that mean a condition each. */
  DEPENDENCIES,
  /** Lists in which a later entry for a path in the container stands for an earlier one. */
  BY_TARGET,
  /** Options of another driver are not taken along. */
  LOGGING,
  /** A check and its being off exclude each other. */
  HEALTH_CHECK,
  /** A mapping, or the text of its context. */
  BUILD;

  private static final Map<String, MergeRule> BY_PATH =
      Map.ofEntries(
          Map.entry("command", REPLACE),
          Map.entry("entrypoint", REPLACE),
          Map.entry("healthcheck", HEALTH_CHECK),
          Map.entry("healthcheck.test", REPLACE),
          Map.entry("dns", LIST),
          Map.entry("dns_search", LIST),
          Map.entry("env_file", LIST),
          Map.entry("tmpfs", LIST),
          Map.entry("environment", PAIRS),
          Map.entry("labels", PAIRS),
          Map.entry("sysctls", PAIRS),
          Map.entry("build", BUILD),
          Map.entry("build.args", PAIRS),
          Map.entry("build.labels", PAIRS),
          Map.entry("deploy.labels", PAIRS),
          Map.entry("extra_hosts", HOSTS),
          Map.entry("networks", NAMES),
          Map.entry("depends_on", DEPENDENCIES),
          Map.entry("volumes", BY_TARGET),
          Map.entry("configs", BY_TARGET),
          Map.entry("secrets", BY_TARGET),
          Map.entry("logging", LOGGING));

  /** Keys under which each entry is one thing, in whichever form. */
  private static final Set<String> PARENTS_OF_WHOLES = Set.of("ulimits", "depends_on");

  /**
   * The rule for a key.
   *
   * @param path in the service, such as {@code healthcheck.test}
   */
  static MergeRule of(String path) {
    int dot = path.indexOf('.');
    if (dot > 0 && PARENTS_OF_WHOLES.contains(path.substring(0, dot))) {
      return REPLACE;
    }
    return BY_PATH.getOrDefault(path, DEEP);
  }
}
