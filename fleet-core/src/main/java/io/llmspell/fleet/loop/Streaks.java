package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Care.Hold;
import io.llmspell.fleet.plan.RestartRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often in a row each slot has failed. Kept in memory: whoever starts anew counts anew, and so
 * tries again what was given up. Counts anew, too, when the file wants something else in the slot,
 * or when somebody else has filled one that was given up. Thread-safe.
 */
final class Streaks {
  private final Map<Slot, Streak> streaks = new HashMap<>();

  /**
   * Failures in a row.
   *
   * @param of the instance that has failed last; absent if it could not even be made
   * @param update whether what failed was the successor of an instance that runs
   */
  private record Streak(
      ServiceSpec service,
      int failures,
      Optional<InstanceId> of,
      Instant at,
      String cause,
      boolean update) {}

  /** An instance in the slot has ended, or fails. Idempotent. */
  synchronized void failed(
      ServiceSpec service, Instance instance, String cause, Instant at, Instant now) {
    Slot slot = instance.slot().orElseThrow();
    Optional<Streak> before = streak(slot, service);
    if (before.flatMap(Streak::of).filter(instance.id()::equals).isPresent()) {
      return;
    }
    RestartRule rule = RestartRule.of(service);
    Instant since = instance.startedAt().orElse(instance.createdAt());
    boolean ranWell = Duration.between(since, at).compareTo(rule.window()) >= 0;
    boolean filledByOthers = before.filter(b -> rule.givesUpAfter(b.failures())).isPresent();
    int failures = ranWell || filledByOthers ? 0 : before.map(Streak::failures).orElse(0);
    Instant moment = at.isAfter(now) ? now : at;
    streaks.put(
        slot, new Streak(service, failures + 1, Optional.of(instance.id()), moment, cause, false));
  }

  /** Nothing could be made for the slot. The first time counts twice: another try comes later. */
  synchronized void failedToStart(ServiceSpec service, Slot slot, String cause, Instant now) {
    int failures = Math.max(1, streak(slot, service).map(Streak::failures).orElse(0));
    streaks.put(slot, new Streak(service, failures + 1, Optional.empty(), now, cause, false));
  }

  /** A successor of what runs in the slot has failed, so that was kept. */
  synchronized void failedToUpdate(ServiceSpec service, Slot slot, String cause, Instant now) {
    streaks.put(slot, new Streak(service, 1, Optional.empty(), now, cause, true));
  }

  /** What keeps a slot whose instance has failed from being filled anew now. */
  synchronized Optional<Hold> hold(ServiceSpec service, Instance failed, Instant now) {
    return streak(failed.slot().orElseThrow(), service)
        .filter(streak -> streak.of().filter(failed.id()::equals).isPresent())
        .flatMap(
            streak ->
                RestartRule.of(service)
                    .hold(streak.failures(), streak.at(), streak.cause(), failed.exit(), now));
  }

  /** What keeps an empty slot from being filled now. */
  synchronized Optional<Hold> holdOfStart(ServiceSpec service, Slot slot, Instant now) {
    return streak(slot, service)
        .filter(streak -> streak.of().isEmpty() && !streak.update())
        .flatMap(
            streak ->
                RestartRule.of(service).again(streak.failures(), streak.at(), streak.cause(), now));
  }

  /** What keeps an instance that runs, and is not as the file wants it, from being replaced. */
  synchronized Optional<Hold> holdOfUpdate(ServiceSpec service, Slot slot) {
    return streak(slot, service)
        .filter(Streak::update)
        .map(
            streak ->
                Hold.because(
                    "its update is paused: " + streak.cause() + "; change the file, or `up`"));
  }

  /** Forgets what has failed: somebody wants it tried again. */
  synchronized void forget() {
    streaks.clear();
  }

  private Optional<Streak> streak(Slot slot, ServiceSpec service) {
    return Optional.ofNullable(streaks.get(slot))
        .filter(streak -> streak.service().equals(service));
  }
}
