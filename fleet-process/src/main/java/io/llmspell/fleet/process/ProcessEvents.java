package io.llmspell.fleet.process;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happens to kernels, found out by looking again and again: nobody else keeps a record of it.
 * Of those that were removed before the first look nothing is known.
 */
final class ProcessEvents {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final InstanceLook look;

  ProcessEvents(InstanceLook look) {
    this.look = look;
  }

  /** Tells what has happened, and then what happens, in the words of container engines. */
  void read(
      ProjectName project,
      Optional<Instant> since,
      Optional<Instant> until,
      Consumer<InstanceEvent> consumer) {
    Map<InstanceId, Instance> known = seen(project);
    since.ifPresent(
        from ->
            known.values().stream()
                .flatMap(instance -> life(instance).stream())
                .filter(event -> !event.at().isBefore(from) && isWithin(event, until))
                .sorted(Comparator.comparing(InstanceEvent::at))
                .forEach(consumer));
    Map<InstanceId, Instance> before = known;
    while (until.isEmpty() || Instant.now().isBefore(until.get())) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      Map<InstanceId, Instance> now = seen(project);
      changes(before, now).stream().filter(event -> isWithin(event, until)).forEach(consumer);
      before = now;
    }
  }

  private static boolean isWithin(InstanceEvent event, Optional<Instant> until) {
    return until.isEmpty() || !event.at().isAfter(until.get());
  }

  private Map<InstanceId, Instance> seen(ProjectName project) {
    return look.instances(project).stream()
        .collect(Collectors.toMap(Instance::id, Function.identity()));
  }

  private static List<InstanceEvent> changes(
      Map<InstanceId, Instance> before, Map<InstanceId, Instance> now) {
    List<InstanceEvent> changes = new ArrayList<>();
    now.forEach(
        (id, instance) -> {
          List<InstanceEvent> life = life(instance);
          Optional<Instance> known = Optional.ofNullable(before.get(id));
          int told = known.map(old -> life(old).size()).orElse(0);
          changes.addAll(life.subList(Math.min(told, life.size()), life.size()));
          known
              .map(Instance::name)
              .filter(name -> !name.equals(instance.name()))
              .ifPresent(
                  old ->
                      changes.add(
                          event(instance, Instant.now(), "rename", Map.of("oldName", old))));
        });
    before.values().stream()
        .filter(old -> !now.containsKey(old.id()))
        .forEach(
            old -> {
              if (old.startedAt().isPresent() && old.exit().isEmpty()) {
                changes.add(event(old, Instant.now(), "die", Map.of()));
              }
              changes.add(event(old, Instant.now(), "destroy", Map.of()));
            });
    changes.sort(Comparator.comparing(InstanceEvent::at));
    return changes;
  }

  /** What has happened to one so far; it only ever grows at its end. */
  private static List<InstanceEvent> life(Instance instance) {
    List<InstanceEvent> life = new ArrayList<>();
    life.add(event(instance, instance.createdAt(), "create", Map.of()));
    instance.startedAt().ifPresent(at -> life.add(event(instance, at, "start", Map.of())));
    instance
        .exit()
        .ifPresent(
            exit ->
                life.add(
                    event(
                        instance,
                        exit.at().orElseGet(Instant::now),
                        "die",
                        Map.of("exitCode", Integer.toString(exit.code())))));
    return life;
  }

  private static InstanceEvent event(
      Instance instance, Instant at, String what, Map<String, String> facts) {
    return new InstanceEvent(at, what, instance.name(), instance.id().value(), facts);
  }
}
