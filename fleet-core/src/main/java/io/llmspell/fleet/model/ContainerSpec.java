package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a container is to be made, in the Compose Specification's terms and free of any engine's API.
 *
 * @param platform {@code os/architecture[/variant]}; absent: the engine's own
 * @param labels the user's own; the fleet adds its own when it makes the container
 */
public record ContainerSpec(
    ProcessSpec process,
    Limits limits,
    Security security,
    Networking networking,
    Storage storage,
    Optional<HealthCheck> healthCheck,
    Restart restart,
    Optional<Logging> logging,
    Map<String, String> labels,
    Optional<String> platform) {

  /** A container with nothing said about it. */
  public static final ContainerSpec PLAIN =
      new ContainerSpec(
          ProcessSpec.OF_IMAGE,
          Limits.NONE,
          Security.OF_ENGINE,
          Networking.NONE,
          Storage.NONE,
          Optional.empty(),
          Restart.NO,
          Optional.empty(),
          Map.of());

  public ContainerSpec {
    labels = ImmutableSortedMap.copyOf(labels);
  }

  /** For the engine's own platform. */
  public ContainerSpec(
      ProcessSpec process,
      Limits limits,
      Security security,
      Networking networking,
      Storage storage,
      Optional<HealthCheck> healthCheck,
      Restart restart,
      Optional<Logging> logging,
      Map<String, String> labels) {
    this(
        process,
        limits,
        security,
        networking,
        storage,
        healthCheck,
        restart,
        logging,
        labels,
        Optional.empty());
  }

  public ContainerSpec withProcess(ProcessSpec other) {
    return new ContainerSpec(
        other,
        limits,
        security,
        networking,
        storage,
        healthCheck,
        restart,
        logging,
        labels,
        platform);
  }

  public ContainerSpec withLimits(Limits other) {
    return new ContainerSpec(
        process,
        other,
        security,
        networking,
        storage,
        healthCheck,
        restart,
        logging,
        labels,
        platform);
  }

  public ContainerSpec withSecurity(Security other) {
    return new ContainerSpec(
        process,
        limits,
        other,
        networking,
        storage,
        healthCheck,
        restart,
        logging,
        labels,
        platform);
  }

  public ContainerSpec withNetworking(Networking other) {
    return new ContainerSpec(
        process, limits, security, other, storage, healthCheck, restart, logging, labels, platform);
  }

  public ContainerSpec withStorage(Storage other) {
    return new ContainerSpec(
        process,
        limits,
        security,
        networking,
        other,
        healthCheck,
        restart,
        logging,
        labels,
        platform);
  }

  public ContainerSpec withLogging(Logging other) {
    return new ContainerSpec(
        process,
        limits,
        security,
        networking,
        storage,
        healthCheck,
        restart,
        Optional.of(other),
        labels,
        platform);
  }

  public ContainerSpec withRestart(Restart other) {
    return new ContainerSpec(
        process,
        limits,
        security,
        networking,
        storage,
        healthCheck,
        other,
        logging,
        labels,
        platform);
  }

  public ContainerSpec withPlatform(Optional<String> other) {
    return new ContainerSpec(
        process,
        limits,
        security,
        networking,
        storage,
        healthCheck,
        restart,
        logging,
        labels,
        other);
  }

  public ContainerSpec withLabels(Map<String, String> others) {
    return new ContainerSpec(
        process, limits, security, networking, storage, healthCheck, restart, logging, others);
  }

  /**
   * Compose's {@code restart}. For kernels it says what the fleet does, not what the engine does.
   */
  public enum Restart {
    NO,
    ON_FAILURE,
    UNLESS_STOPPED,
    ALWAYS
  }

  /** The engine's log driver and its options. */
  public record Logging(String driver, Map<String, String> options) {
    public Logging {
      options = ImmutableSortedMap.copyOf(options);
    }
  }
}
