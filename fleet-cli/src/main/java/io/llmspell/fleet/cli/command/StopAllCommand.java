package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends all kernels. */
@Command(
    name = "stop-all",
    mixinStandardHelpOptions = true,
    description = "Stop all kernels of the project; plain containers go on.")
final class StopAllCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--force", description = "Kill them, without a grace period.")
  private boolean force;

  StopAllCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<String> stopped = fleet.stopAll(project, force).stream().map(Instance::name).toList();
      context.print(
          context.options().json()
              ? Json.ofNames(stopped)
              : stopped.isEmpty() ? "No kernel was there." : "Stopped " + stopped.size() + ".");
      return 0;
    }
  }
}
