package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the numbers of all kernels. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = "Print what kernels use, each and together, as JSON: docs/metrics.md.")
final class MetricsCommand implements Callable<Integer> {
  private final Context context;

  MetricsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      context.print(Json.ofMetrics(fleet.insight(project).readings(), Instant.now()));
      return 0;
    }
  }
}
