package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.bench.measure.Series;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What spawning came to, as tables and a target. */
final class SpawnText {
  private static final double OWN_PART_MILLIS = 50;

  private SpawnText() {}

  static Section section(List<SpawnRound> rounds) {
    Table split = new Table("one embedded kernel, from spawn to ready", "ms");
    row(split, "`Fleet.spawn` in process", rounds, SpawnRound::total);
    row(
        split,
        "– engine: create and start the same container, raw calls",
        rounds,
        SpawnRound::engine);
    row(
        split,
        "– kernel: from there to its first `kernel_info` answer",
        rounds,
        SpawnRound::kernel);
    row(split, "– our own part: the rest", rounds, SpawnRound::own);
    row(split, "`docker-fleet spawn`, the whole command", rounds, SpawnRound::command);
    row(split, "– our own part of that", rounds, SpawnRound::ownOfCommand);
    Table steps = new Table("where `Fleet.spawn` spends it", "ms");
    row(steps, "until the start begins: look and plan", rounds, SpawnRound::before);
    row(steps, "in the runtime's start", rounds, SpawnRound::start);
    row(steps, "then until it is known to be ready", rounds, SpawnRound::waiting);
    row(steps, "then the last look", rounds, SpawnRound::after);
    Table raw = new Table("the raw calls beside it", "ms");
    row(raw, "make the volume and the container", rounds, r -> r.raw().made());
    row(raw, "put its files in (counted as ours)", rounds, r -> r.raw().filled());
    row(raw, "start it", rounds, r -> r.raw().started());
    row(raw, "wait for its answer", rounds, r -> r.raw().answered());
    String text =
        """
        Median (least–most) of %d rounds; each part is taken round by round, so that medians need not add up.

        """
            .formatted(rounds.size());
    return new Section(
        "Spawn to ready",
        text + split + "\n" + steps + "\n" + raw,
        List.of(
            new Target(
                "our own part of spawn-to-ready, in process",
                OWN_PART_MILLIS,
                series(rounds, SpawnRound::own).median(),
                "ms")));
  }

  private static void row(
      Table table, String what, List<SpawnRound> rounds, Function<SpawnRound, Duration> part) {
    table.row(what, Figures.withSpread(series(rounds, part)));
  }

  private static Series series(List<SpawnRound> rounds, Function<SpawnRound, Duration> part) {
    return Series.ofDurations(rounds.stream().map(part).toList());
  }
}
