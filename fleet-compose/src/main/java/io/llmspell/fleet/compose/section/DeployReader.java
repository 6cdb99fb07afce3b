package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.Placement;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.Limits.DeviceRequest;
import io.llmspell.fleet.model.UpdateConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code deploy}.
 *
 * @param memory and the next four may be said by other keys of the service as well
 */
record DeployReader(
    Given<ByteSize> memory,
    Given<ByteSize> reservation,
    Given<Cpus> cpus,
    Given<Integer> pids,
    Given<Integer> replicas,
    List<DeviceRequest> devices,
    Deployment deployment) {
  private static final Map<String, String> MODES = Map.of("replicated", "replicated");
  private static final Map<String, RestartPolicy.Condition> CONDITIONS =
      Map.of(
          "none", RestartPolicy.Condition.NONE,
          "on-failure", RestartPolicy.Condition.ON_FAILURE,
          "any", RestartPolicy.Condition.ANY);

  static DeployReader read(Fields service) {
    Optional<Fields> deploy = below(Optional.of(service), "deploy");
    Optional<Fields> resources = below(deploy, "resources");
    Optional<Fields> limits = below(resources, "limits");
    Optional<Fields> reservations = below(resources, "reservations");
    DeployReader read =
        new DeployReader(
            Given.read(limits, "memory", LimitsReader::memory),
            Given.read(reservations, "memory", LimitsReader::memory),
            Given.read(limits, "cpus", Cpus::parse),
            Given.read(limits, "pids", LimitsReader::pids),
            Given.read(deploy, "replicas", LimitsReader::replicas),
            DevicesReader.read(reservations),
            deployment(deploy));
    deploy.flatMap(f -> f.get("mode")).ifPresent(v -> v.oneOf(MODES));
    deploy.ifPresent(f -> f.rejectOthers(Unsupported.keys("endpoint_mode")));
    resources.ifPresent(Fields::rejectOthers);
    limits.ifPresent(Fields::rejectOthers);
    reservations.ifPresent(
        f -> f.rejectOthers(Unsupported.keys("cpus", "pids", "generic_resources")));
    return read;
  }

  private static Deployment deployment(Optional<Fields> deploy) {
    return new Deployment(
        below(deploy, "update_config").map(UpdateReader::update).orElse(UpdateConfig.DEFAULT),
        below(deploy, "rollback_config").map(UpdateReader::rollback),
        below(deploy, "restart_policy").map(DeployReader::restart),
        deploy.flatMap(f -> f.get("labels")).map(Labels::read).orElse(Map.of()),
        below(deploy, "placement").map(DeployReader::placement).orElse(Placement.ANYWHERE));
  }

  private static RestartPolicy restart(Fields fields) {
    RestartPolicy policy =
        new RestartPolicy(
            fields
                .get("condition")
                .flatMap(v -> v.oneOf(CONDITIONS))
                .orElse(RestartPolicy.Condition.ANY),
            duration(fields, "delay"),
            fields.get("max_attempts").flatMap(v -> v.wholeNumberFrom(0)).filter(n -> n > 0),
            duration(fields, "window"));
    fields.rejectOthers();
    return policy;
  }

  private static Placement placement(Fields fields) {
    List<String> spreads = new ArrayList<>();
    for (Value item : fields.get("preferences").map(Value::items).orElse(List.of())) {
      item.fields()
          .ifPresent(
              preference -> {
                preference.require("spread").flatMap(Value::string).ifPresent(spreads::add);
                preference.rejectOthers();
              });
    }
    Placement placement =
        new Placement(
            fields.get("constraints").map(Value::strings).orElse(List.of()),
            spreads,
            fields
                .get("max_replicas_per_node")
                .flatMap(v -> v.wholeNumberFrom(0))
                .filter(n -> n > 0));
    fields.rejectOthers();
    return placement;
  }

  private static Optional<Duration> duration(Fields fields, String key) {
    return fields.get(key).flatMap(v -> v.parsed(Durations::parse));
  }

  private static Optional<Fields> below(Optional<Fields> fields, String key) {
    return fields.flatMap(f -> f.get(key)).flatMap(Value::fields);
  }
}
