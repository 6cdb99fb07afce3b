package io.llmspell.fleet.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.EventsCmd;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the engine tells of a project's containers. */
final class ContainerEvents {
  /** All else that is told is labels, which do not change. */
  private static final Set<String> FACTS =
      Set.of("exitCode", "signal", "oldName", "execID", "execDuration");

  private static final long NANOS = 1_000_000_000L;

  private final Engine engine;

  ContainerEvents(Engine engine) {
    this.engine = engine;
  }

  void read(
      ProjectName project,
      Optional<Instant> since,
      Optional<Instant> until,
      Consumer<InstanceEvent> consumer) {
    try {
      engine.stream(
          "read the events of " + project,
          docker -> {
            EventsCmd command =
                docker
                    .eventsCmd()
                    .withEventTypeFilter(EventType.CONTAINER)
                    .withLabelFilter(Labels.PROJECT + "=" + project.value());
            since.ifPresent(at -> command.withSince(text(at)));
            until.ifPresent(at -> command.withUntil(text(at)));
            try (Told told = command.exec(new Told(consumer))) {
              return told.awaitCompletion();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return docker;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (FleetException e) {
      // Whoever listens ends it by interrupting it.
      if (e.code() != ErrorCode.CANCELLED) {
        throw e;
      }
    }
  }

  private static String text(Instant at) {
    return at.getEpochSecond() + "." + "%09d".formatted(at.getNano());
  }

  private static final class Told extends ResultCallback.Adapter<Event> {
    private final Consumer<InstanceEvent> consumer;

    Told(Consumer<InstanceEvent> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onNext(Event event) {
      if (event.getActor() == null || event.getActor().getAttributes() == null) {
        return;
      }
      Map<String, String> attributes = event.getActor().getAttributes();
      Map<String, String> facts = new TreeMap<>(attributes);
      facts.keySet().retainAll(FACTS);
      long nanos = Objects.requireNonNullElse(event.getTimeNano(), 0L);
      consumer.accept(
          new InstanceEvent(
              Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS),
              Objects.requireNonNullElse(event.getAction(), "unknown"),
              attributes.getOrDefault("name", ""),
              attributes.getOrDefault(Labels.ID, ""),
              facts));
    }
  }
}
