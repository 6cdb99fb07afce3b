package io.llmspell.fleet.loop;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets a kernel that shall end finish what it executes. It says itself whether it does: its
 * heartbeat answers, its {@code kernel_info} does not. A client that talks to it directly may begin
 * something between its last answer and its end.
 */
final class Drain {
  /** How many times in a wait's own rhythm, about five a second, pass between looks at it. */
  private static final int ROUNDS_BETWEEN_LOOKS = 10;

  private final Surroundings around;
  private final Connections connections;
  private final DesiredFleet desired;
  private final Optional<Duration> atMost;

  /**
   * @param atMost how long a kernel gets; absent: what its service says
   */
  Drain(Surroundings around, DesiredFleet desired, Optional<Duration> atMost) {
    this.around = around;
    this.connections = new Connections(around);
    this.desired = desired;
    this.atMost = atMost;
  }

  /** Blocks until the instance does nothing any more, or its time is up; ends nothing. */
  void of(Instance instance) {
    Duration patience = patience(instance);
    if (patience.isZero() || !isBusy(instance)) {
      return;
    }
    Optional<ConnectionInfo> connection = connections.of(instance);
    around.listener().on(Kind.DRAINING, instance.name(), "up to " + patience.toSeconds() + " s");
    connection.ifPresent(
        c -> around.protocol().await(c, patience, new EndOfInstance(instance)::isSeen));
  }

  /** How long it may go on. */
  Duration patience(Instance instance) {
    return atMost.orElseGet(
        () ->
            instance
                .service()
                .map(desired.services()::get)
                .map(service -> service.container().process().stopGracePeriod())
                .orElse(ProcessSpec.DEFAULT_STOP_GRACE_PERIOD));
  }

  private boolean isBusy(Instance instance) {
    return instance.isKernel()
        && instance.isRunning()
        && new Look(around).at(List.of(instance)).get(0).health() == Health.BUSY;
  }

  /** Looks now and then whether there is anything left to wait for. */
  private final class EndOfInstance {
    private final Instance instance;
    private int rounds;

    EndOfInstance(Instance instance) {
      this.instance = instance;
    }

    boolean isSeen() {
      rounds++;
      return rounds % ROUNDS_BETWEEN_LOOKS == 0
          && around.runtime().inspect(instance).filter(Instance::isRunning).isEmpty();
    }
  }
}
