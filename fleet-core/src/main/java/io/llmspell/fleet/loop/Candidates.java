package io.llmspell.fleet.loop;

import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which instance of a service is updated next: one that does nothing, as long as there is one; then
 * whichever is the first to finish what it executes, or has had its time. Thread-safe; who asks for
 * one while another waits, waits for him.
 */
final class Candidates {
  private final Surroundings around;
  private final Drain drain;
  private final List<Update> rest = new ArrayList<>();

  /** When nothing but busy ones were left; from then on each has as long as it gets. */
  private Optional<Instant> allBusySince = Optional.empty();

  Candidates(Surroundings around, Drain drain) {
    this.around = around;
    this.drain = drain;
  }

  synchronized void offer(List<Update> updates) {
    rest.addAll(updates);
  }

  synchronized boolean remain() {
    return !rest.isEmpty();
  }

  /** Whatever it does; empty if none is left. */
  synchronized Optional<Update> any() {
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest.remove(0));
  }

  /** Blocks while all are busy; empty if none is left. */
  synchronized Optional<Update> next() {
    while (!rest.isEmpty()) {
      Optional<Update> found = firstIdle().or(this::firstWhoseTimeIsUp);
      if (found.isPresent()) {
        rest.remove(found.get());
        return found;
      }
      Readiness.pause(Readiness.LOOK_AGAIN);
    }
    return Optional.empty();
  }

  private Optional<Update> firstIdle() {
    List<Instance> olds = rest.stream().map(Update::old).toList();
    List<KernelView> views = new Look(around).at(olds);
    for (int i = 0; i < views.size(); i++) {
      if (views.get(i).health() != Health.BUSY) {
        return Optional.of(rest.get(i));
      }
    }
    if (allBusySince.isEmpty()) {
      allBusySince = Optional.of(around.clock().instant());
      olds.forEach(
          old ->
              around
                  .listener()
                  .on(
                      Kind.DRAINING,
                      old.name(),
                      "up to " + drain.patience(old).toSeconds() + " s"));
    }
    return Optional.empty();
  }

  private Optional<Update> firstWhoseTimeIsUp() {
    Instant now = around.clock().instant();
    return rest.stream()
        .filter(update -> !allBusySince.orElse(now).plus(drain.patience(update.old())).isAfter(now))
        .findFirst();
  }
}
