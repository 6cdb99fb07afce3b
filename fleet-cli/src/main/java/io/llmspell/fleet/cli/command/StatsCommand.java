package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Terminal;
import io.llmspell.fleet.cli.show.StatsTable;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what instances use just now. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Show what kernels and containers use, again and again, until it is interrupted.")
final class StatsCommand implements Callable<Integer> {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration FIRST_PERIOD = Duration.ofMillis(300);

  /** To the terminal's upper left corner, and everything below it goes. */
  private static final String CLEAR = "\033[H\033[J";

  private final Context context;

  @Option(names = "--no-stream", description = "Show it once.")
  private boolean once;

  StatsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      EndlessOutput output = new EndlessOutput();
      output.during(() -> show(fleet.insight(project), output));
      return 0;
    }
  }

  private void show(Insight insight, EndlessOutput output) {
    Look before = Look.at(insight);
    LockSupport.parkNanos(FIRST_PERIOD.toNanos());
    do {
      Look now = Look.at(insight);
      output.print(
          context.console().out(),
          text(new StatsTable(before.readings(), now.readings(), now.since(before))));
      before = now;
    } while (!once && goesOn());
  }

  private String text(StatsTable stats) {
    if (context.options().json()) {
      return stats.json();
    }
    String clear = once || !Terminal.isThere() ? "" : CLEAR;
    return clear + String.join(System.lineSeparator(), stats.lines());
  }

  private static boolean goesOn() {
    LockSupport.parkNanos(PERIOD.toNanos());
    return !Thread.currentThread().isInterrupted();
  }

  /** All readings at one moment of the monotonic clock. */
  private record Look(List<Reading> readings, long nanoTime) {
    static Look at(Insight insight) {
      return new Look(insight.readings(), System.nanoTime());
    }

    Duration since(Look before) {
      return Duration.ofNanos(nanoTime - before.nanoTime);
    }
  }
}
