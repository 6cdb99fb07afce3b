package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends the fleet. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop and remove all of the project: kernels, containers, networks.")
final class DownCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = {"-v", "--volumes"},
      description = "Remove the file's named volumes too, with the data in them.")
  private boolean volumes;

  DownCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired = context.session().declared().desired();
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<String> ended = fleet.down(desired, volumes);
      context.session().forget(fleet.runtime());
      if (context.options().json()) {
        context.print(Json.ofNames(ended));
      } else {
        context.print(ended.isEmpty() ? "Nothing was running." : "Ended " + ended.size() + ".");
      }
      return 0;
    }
  }
}
