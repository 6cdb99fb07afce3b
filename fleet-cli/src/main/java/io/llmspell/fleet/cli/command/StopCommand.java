package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends one kernel. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stop one kernel; a service's slot stays empty until `up`, `restart` or `scale`.")
final class StopCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "ID|PORT|NAME", description = "Which kernel.")
  private String kernel = "";

  @Option(names = "--force", description = "Kill it, without a grace period.")
  private boolean force;

  StopCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Instance stopped = fleet.stop(project, kernel, force);
      context.print(
          context.options().json()
              ? Json.ofNames(List.of(stopped.name()))
              : "Stopped " + stopped.name() + " (" + stopped.id() + ").");
      return 0;
    }
  }
}
