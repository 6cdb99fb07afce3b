package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured of fleets of one size, by contestant and step. */
final class Standings {
  private final int services;
  private final Map<String, Map<Step, List<Duration>>> times = new LinkedHashMap<>();

  Standings(int services) {
    this.services = services;
  }

  int services() {
    return services;
  }

  void add(String contestant, Step step, Duration took) {
    times
        .computeIfAbsent(contestant, c -> new LinkedHashMap<>())
        .computeIfAbsent(step, s -> new ArrayList<>())
        .add(took);
  }

  /** Absent if the contestant did not take part. */
  Optional<Series> of(String contestant, Step step) {
    return Optional.ofNullable(times.getOrDefault(contestant, Map.of()).get(step))
        .map(Series::ofDurations);
  }

  /** The contestants with the shortest median of a step, best first. */
  List<String> best(Step step) {
    return times.keySet().stream()
        .filter(name -> of(name, step).isPresent())
        .sorted(
            (a, b) ->
                Double.compare(
                    of(a, step).orElseThrow().median(), of(b, step).orElseThrow().median()))
        .toList();
  }
}
