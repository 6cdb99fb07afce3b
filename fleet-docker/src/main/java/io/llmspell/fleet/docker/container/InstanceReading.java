package io.llmspell.fleet.docker.container;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.Exit;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Phase;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** From what the engine lists to what the fleet calls an instance. */
public final class InstanceReading {
  private final Reach reach;

  public InstanceReading(Reach reach) {
    this.reach = reach;
  }

  /** Whether a listed container is an instance at all. */
  public static boolean isInstance(ListedContainer container) {
    return Labels.areOurs(container.labels(), container.name());
  }

  /** Whether a listed container has ended, so that only its state tells how. */
  public static boolean hasEnded(ListedContainer container) {
    return phaseOf(container.state()) == Phase.GONE;
  }

  /**
   * Reads one container.
   *
   * @param state how it ended, the {@code State} of {@code GET /containers/ID/json}; needed only if
   *     it has
   */
  public Instance read(ListedContainer container, Optional<JsonNode> state) {
    Map<String, String> labels = container.labels();
    InstanceId id = Labels.id(labels);
    Instance.Provenance made = Labels.provenance(labels, container.imageId());
    Phase phase = phaseOf(container.state());
    Health health = healthOf(container.status());
    Optional<String> host = Optional.empty();
    if (made.kernel().isPresent()) {
      host = reach.address(container, made.kernel().get().ports().shell());
    } else if (phase == Phase.STARTING && !isAtItsBeginning(container)) {
      phase = Phase.READY;
    }
    return new Instance(
        id,
        container.name(),
        container.id(),
        Labels.slot(labels, container.name()),
        made,
        phase,
        made.kernel().isPresent() ? Health.UNKNOWN : health,
        phase == Phase.GONE ? Optional.empty() : host,
        container.created(),
        // The list has no time of the start; an instance is started as soon as it is made.
        phase == Phase.CREATING ? Optional.empty() : Optional.of(container.created()),
        state.filter(s -> hasEnded(container)).map(InstanceReading::exit),
        phase == Phase.CREATING
            ? Maker.stateOf(labels.getOrDefault(Labels.MAKER, ""))
            : MakerState.UNKNOWN);
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
  private static boolean isAtItsBeginning(ListedContainer container) {
    return container.status().contains("health: starting")
        || container.state().equals("restarting");
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

  private static Exit exit(JsonNode state) {
    return new Exit(
        state.path("ExitCode").asInt(-1),
        state.path("OOMKilled").asBoolean(),
        state.path("Error").asText(""),
        instant(state.path("FinishedAt").asText("")));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text)).filter(i -> i.getEpochSecond() > 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
