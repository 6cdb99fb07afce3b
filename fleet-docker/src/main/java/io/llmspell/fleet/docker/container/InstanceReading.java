package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.Exit;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Phase;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From what the engine lists to what the fleet calls an instance. */
public final class InstanceReading {
  private final Reach reach;

  public InstanceReading(Reach reach) {
    this.reach = reach;
  }

  /** Whether a listed container is an instance at all. */
  public static boolean isInstance(Container container) {
    return container.getNames() != null
        && container.getNames().length > 0
        && Labels.areOurs(container.getLabels(), name(container));
  }

  /** Whether a listed container has ended, so that only its state tells how. */
  public static boolean hasEnded(Container container) {
    return phaseOf(container.getState()) == Phase.GONE;
  }

  /**
   * Reads one container.
   *
   * @param state how it ended; needed only if it has
   */
  public Instance read(Container container, Optional<ContainerState> state) {
    Map<String, String> labels = container.getLabels();
    InstanceId id = Labels.id(labels);
    Instance.Provenance made = Labels.provenance(labels, container.getImageId());
    Instant created = Instant.ofEpochSecond(container.getCreated());
    Phase phase = phaseOf(container.getState());
    Health health = healthOf(container.getStatus());
    Optional<String> host = Optional.empty();
    if (made.kernel().isPresent()) {
      host = reach.address(container, made.kernel().get().ports().shell());
    } else if (phase == Phase.STARTING && !isAtItsBeginning(container)) {
      phase = Phase.READY;
    }
    return new Instance(
        id,
        name(container),
        container.getId(),
        Labels.slot(labels),
        made,
        phase,
        made.kernel().isPresent() ? Health.UNKNOWN : health,
        phase == Phase.GONE ? Optional.empty() : host,
        created,
        // The list has no time of the start; an instance is started as soon as it is made.
        phase == Phase.CREATING ? Optional.empty() : Optional.of(created),
        state.filter(s -> hasEnded(container)).map(InstanceReading::exit),
        phase == Phase.CREATING && Maker.hasDied(labels.getOrDefault(Labels.MAKER, "")));
  }

  /** The engine lists names with a slash before them. */
  private static String name(Container container) {
    return container.getNames()[0].substring(1);
  }

  private static Phase phaseOf(String state) {
    return switch (state) {
      case "created" -> Phase.CREATING;
      case "removing" -> Phase.STOPPING;
      case "exited", "dead" -> Phase.GONE;
      default -> Phase.STARTING;
    };
  }

  /** Its health check has no result yet, or the engine is just restarting it. */
  private static boolean isAtItsBeginning(Container container) {
    return container.getStatus().contains("health: starting")
        || container.getState().equals("restarting");
  }

  /** The engine's own health check, as the list says it: {@code Up 2 minutes (healthy)}. */
  private static Health healthOf(String status) {
    if (status.startsWith("Restarting") || status.endsWith("(Paused)")) {
      return Health.UNRESPONSIVE;
    }
    if (status.endsWith("(healthy)")) {
      return Health.HEALTHY;
    }
    return status.endsWith("(unhealthy)") ? Health.UNRESPONSIVE : Health.UNKNOWN;
  }

  private static Exit exit(ContainerState state) {
    return new Exit(
        Objects.requireNonNullElse(state.getExitCodeLong(), -1L).intValue(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        Objects.requireNonNullElse(state.getError(), ""),
        instant(state.getFinishedAt()));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse).filter(i -> i.getEpochSecond() > 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
