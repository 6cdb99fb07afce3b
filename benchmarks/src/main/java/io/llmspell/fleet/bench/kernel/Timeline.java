package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.bench.measure.Stopwatch;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.event.FleetListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When each kind of event was last heard of. Thread-safe. */
public final class Timeline implements FleetListener {
  private final Map<Kind, Duration> heard = new ConcurrentHashMap<>();
  private volatile Stopwatch watch = Stopwatch.started();

  /** Begins anew. */
  void start() {
    heard.clear();
    watch = Stopwatch.started();
  }

  Duration elapsed() {
    return watch.elapsed();
  }

  /**
   * How long after the start.
   *
   * @throws IllegalStateException if there was no such event
   */
  Duration at(Kind kind) {
    return Optional.ofNullable(heard.get(kind))
        .orElseThrow(() -> new IllegalStateException("no event says " + kind));
  }

  @Override
  public void on(FleetEvent event) {
    heard.put(event.kind(), watch.elapsed());
  }
}
