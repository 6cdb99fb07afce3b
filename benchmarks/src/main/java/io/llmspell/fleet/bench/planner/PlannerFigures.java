package io.llmspell.fleet.bench.planner;

import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What JMH came to, as a table and targets. */
final class PlannerFigures {
  private static final int KERNELS_OF_THE_TARGET = 10_000;
  private static final double MILLIS = 50;

  /** Each kernel of the largest fleet may take so much more than one of the smallest. */
  private static final double STILL_LINEAR = 2;

  private PlannerFigures() {}

  /**
   * One fleet's plan.
   *
   * @param error half of the 99.9 % confidence interval, in milliseconds, as JMH has it
   * @param bytes allocated for one plan
   */
  record Figure(
      Situation situation, int services, int kernels, double millis, double error, double bytes) {
    double microsEach() {
      return 1000 * millis / kernels;
    }

    double bytesEach() {
      return bytes / kernels;
    }

    private String title() {
      return situation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static Section section(List<Figure> figures) {
    Table table =
        new Table(
            "situation",
            "kernels",
            "services",
            "ms a plan",
            "± ms",
            "µs a kernel",
            "bytes a kernel");
    for (Figure figure : figures) {
      table.row(
          figure.title(),
          Integer.toString(figure.kernels()),
          Integer.toString(figure.services()),
          Figures.plain(figure.millis()),
          Figures.plain(figure.error()),
          Figures.plain(figure.microsEach()),
          Figures.plain(figure.bytesEach()));
    }
    String text =
        """
        One call of `Planner.plan` in a JVM that is warm, by JMH; what it allocates, by JMH's `gc` profiler.

        """;
    return new Section("The planner", text + table, targets(figures));
  }

  private static List<Target> targets(List<Figure> figures) {
    List<Target> targets = new ArrayList<>();
    for (Situation situation : Situation.values()) {
      List<Figure> alike = figures.stream().filter(f -> f.situation() == situation).toList();
      alike.stream()
          .filter(f -> f.kernels() == KERNELS_OF_THE_TARGET)
          .forEach(f -> targets.add(time(f)));
      List<Figure> single = alike.stream().filter(f -> f.services() == f.kernels()).toList();
      if (single.size() > 1) {
        targets.addAll(linear(single.get(0), single.get(single.size() - 1)));
      }
    }
    return targets;
  }

  private static Target time(Figure figure) {
    return new Target(
        "a plan for %d kernels in %d services, %s"
            .formatted(figure.kernels(), figure.services(), figure.title()),
        MILLIS,
        figure.millis(),
        "ms");
  }

  private static List<Target> linear(Figure small, Figure large) {
    String words =
        " a kernel, %s: %d kernels, times %d"
            .formatted(large.title(), large.kernels(), small.kernels());
    return List.of(
        new Target("time" + words, STILL_LINEAR, large.microsEach() / small.microsEach(), ""),
        new Target("memory" + words, STILL_LINEAR, large.bytesEach() / small.bytesEach(), ""));
  }
}
