package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Duration;
import java.util.Optional;

/**
 * One start-first update, step by step. After a crash between any two of them the next plan goes on
 * from there, see {@code docs/sequences.md}: two instances in the slot, or the staged one alone.
 */
final class Update {
  private final Launch launch;
  private final Readiness readiness;
  private final DesiredFleet desired;
  private final Publish publish;
  private final Action.Replace replacement;

  Update(
      Launch launch,
      Readiness readiness,
      DesiredFleet desired,
      Publish publish,
      Action.Replace replacement) {
    this.launch = launch;
    this.readiness = readiness;
    this.desired = desired;
    this.publish = publish;
    this.replacement = replacement;
  }

  /** The successor runs under the slot's staging name; an earlier update may have brought it. */
  Instance stage() {
    return replacement
        .staged()
        .orElseGet(() -> launch.stage(desired, replacement.successor(), publish));
  }

  /** If it does not get ready, it goes, and the old one stays. */
  Instance awaitReady(Instance staged) {
    try {
      await(staged);
      return staged;
    } catch (FleetException e) {
      throw failed(staged, e);
    }
  }

  /** The old one ends, and its successor gets its name. */
  Instance takeOver(Instance staged) {
    try {
      readiness.requireAlive(staged);
    } catch (FleetException e) {
      throw failed(staged, e);
    }
    launch.endAsSeen(replacement.old());
    return launch.promote(staged, replacement.successor().name());
  }

  /** Until it answers. One that was there before may execute something for somebody by now. */
  void await(Instance successor) {
    ServiceSpec service = replacement.successor().service();
    if (replacement.staged().isEmpty()) {
      readiness.await(service, successor);
    } else {
      readiness.confirm(service, successor);
    }
  }

  /**
   * One that somebody else has brought is his to end: for him it may be ready, and have its name by
   * now.
   */
  private FleetException failed(Instance staged, FleetException cause) {
    if (replacement.staged().isEmpty()) {
      launch.end(staged, Optional.of(Duration.ZERO));
    }
    return new FleetException(
        cause.code(), "its successor failed, so it was kept: " + cause.getMessage(), cause);
  }
}
