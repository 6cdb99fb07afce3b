package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Series;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a contest came to, as tables and targets. */
final class ContestText {
  static final String COMMAND = "docker-fleet";
  static final String LIBRARY = "Fleet, in process";
  static final String RAW = "raw API";

  private static final double OVER_RAW_API = 1.15;
  private static final double NO_OP_MILLIS = 400;

  private ContestText() {}

  /**
   * Fleets of one size: a first round, in which all degrees of parallelism were tried, and more.
   */
  record Measured(Standings warmUp, Standings standings) {}

  static Section section(List<Measured> all) {
    StringBuilder text =
        new StringBuilder(
            """
            Containers that sleep, on their project's own bridge, from one Compose file. Milliseconds, \
            median (least–most). Commands are whole, their start included; what is called "in process" \
            and the raw API run in a JVM that is warm. The raw API makes one network, creates and starts \
            the containers, lists and removes them, as many calls at once as given; for it a no-op up is \
            the one list which tells that nothing is to be done.
            """);
    for (Measured measured : all) {
      Standings standings = measured.standings();
      text.append("\n### ").append(title(standings.services())).append("\n\n");
      text.append(times(standings)).append('\n').append(ratios(standings)).append('\n');
      text.append("Before that, `up` once each: ").append(tried(measured.warmUp())).append(".\n");
    }
    List<Target> targets =
        all.stream()
            .map(Measured::standings)
            .max(Comparator.comparing(Standings::services))
            .map(ContestText::targets)
            .orElse(List.of());
    return new Section("Up, no-op up, ps and down", text.toString(), targets);
  }

  private static String title(int services) {
    return services == 1 ? "1 service" : services + " services";
  }

  private static String tried(Standings warmUp) {
    return warmUp.best(Step.UP).stream()
        .filter(name -> name.startsWith(RAW))
        .map(name -> name + " " + Figures.plain(series(warmUp, name, Step.UP).median()))
        .collect(Collectors.joining("; "));
  }

  private static Table times(Standings standings) {
    Table table = new Table(columns("", "rounds"));
    for (String contestant : standings.best(Step.UP)) {
      List<String> cells = new ArrayList<>(List.of(contestant));
      cells.add(Integer.toString(series(standings, contestant, Step.UP).rounds()));
      for (Step step : Step.values()) {
        cells.add(Figures.withSpread(series(standings, contestant, step)));
      }
      table.row(cells);
    }
    return table;
  }

  /** What the fleet takes for each millisecond that another takes. */
  private static Table ratios(Standings standings) {
    Table table = new Table(columns("ratio of medians"));
    for (String ours : List.of(COMMAND, LIBRARY)) {
      for (String peer : peers(standings)) {
        List<String> cells = new ArrayList<>(List.of(ours + " / " + peer));
        for (Step step : Step.values()) {
          cells.add(
              Figures.ratio(series(standings, ours, step).ratioTo(series(standings, peer, step))));
        }
        table.row(cells);
      }
    }
    return table;
  }

  private static List<Target> targets(Standings standings) {
    String up = "`up` of " + standings.services();
    Series command = series(standings, COMMAND, Step.UP);
    List<Target> targets = new ArrayList<>();
    bestRaw(standings)
        .ifPresent(
            raw -> {
              Series best = series(standings, raw, Step.UP);
              String beside = ", times the best raw API";
              targets.add(
                  new Target(
                      up + " in process" + beside,
                      OVER_RAW_API,
                      series(standings, LIBRARY, Step.UP).ratioTo(best),
                      ""));
              targets.add(
                  new Target(
                      up + ", program start included" + beside,
                      OVER_RAW_API,
                      command.ratioTo(best),
                      ""));
            });
    peers(standings).stream()
        .filter(peer -> !peer.startsWith(RAW))
        .forEach(
            peer ->
                targets.add(
                    new Target(
                        up + ", times " + peer,
                        1,
                        command.ratioTo(series(standings, peer, Step.UP)),
                        "")));
    targets.add(
        new Target(
            "no-op " + up + ", program start included",
            NO_OP_MILLIS,
            series(standings, COMMAND, Step.UP_AGAIN).median(),
            "ms"));
    return targets;
  }

  /** The best degree of parallelism, and all other tools. */
  private static List<String> peers(Standings standings) {
    return standings.best(Step.UP).stream()
        .filter(name -> !name.equals(COMMAND) && !name.equals(LIBRARY))
        .filter(name -> !name.startsWith(RAW) || bestRaw(standings).orElse("").equals(name))
        .toList();
  }

  private static Optional<String> bestRaw(Standings standings) {
    return standings.best(Step.UP).stream().filter(name -> name.startsWith(RAW)).findFirst();
  }

  private static Series series(Standings standings, String contestant, Step step) {
    return standings.of(contestant, step).orElseThrow();
  }

  private static String[] columns(String... first) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(Step.values()).map(Step::title))
        .toArray(String[]::new);
  }
}
