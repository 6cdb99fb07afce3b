package io.llmspell.fleet.bench.command;

import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.measure.Series;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How long commands take that do little: that is, their start. All in turn, round by round. */
public final class StartRun {
  private static final double LIST_MILLIS = 300;

  private final Map<String, Program> programs = new LinkedHashMap<>();

  /** Adds one; the name is how it is written. */
  public StartRun add(String name, Program program) {
    programs.put(name, program);
    return this;
  }

  /**
   * Runs them.
   *
   * @param list the one that has to be quick
   */
  public Section run(String list, int rounds, Budget budget, Consumer<String> progress) {
    progress.accept("start: warm-up, then " + rounds + " rounds");
    programs.values().forEach(Program::run);
    Map<String, List<Duration>> times = new LinkedHashMap<>();
    budget.rounds(
        rounds,
        round ->
            programs.forEach(
                (name, program) ->
                    times.computeIfAbsent(name, n -> new ArrayList<>()).add(program.run().took())));
    Table table = new Table("command", "ms");
    Map<String, Series> series = new LinkedHashMap<>();
    times.forEach((name, taken) -> series.put(name, Series.ofDurations(taken)));
    series.forEach((name, taken) -> table.row(name, Figures.withSpread(taken)));
    String text =
        "Whole commands, median (least–most) of "
            + times.values().iterator().next().size()
            + " rounds.\n\n"
            + table;
    List<Target> targets = new ArrayList<>();
    series.forEach(
        (name, taken) -> {
          if (name.equals(list)) {
            targets.add(new Target(name, LIST_MILLIS, taken.median(), "ms"));
          }
        });
    return new Section("Program start", text, targets);
  }
}
