package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes all that the fleet made. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description =
        "Remove all that the fleet has made for the project, and nothing else: containers, networks,"
            + " named volumes with their data, leases of ports, connection files.")
final class CleanCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--images",
      description = "The images that the fleet builds itself, too, unless somebody uses them.")
  private boolean images;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  CleanCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired = context.session().declared().desired();
    requireConsent(desired);
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<String> removed = fleet.clean(desired, images);
      context.session().forget(fleet.runtime());
      if (context.options().json()) {
        context.print(Json.ofNames(removed));
      } else {
        context.print(removed.isEmpty() ? "There was nothing." : "Removed " + removed.size() + ".");
      }
      return 0;
    }
  }

  private void requireConsent(DesiredFleet desired) {
    if (yes) {
      return;
    }
    String what =
        "all containers, networks, volumes (with their data) and connection files of project "
            + desired.project();
    if (!context.console().interactive()) {
      throw new FleetException(
          ErrorCode.USAGE,
          "clean removes " + what + ", and there is no terminal to ask you at: say --yes");
    }
    if (!context.console().confirms("This removes " + what + ". Go on?")) {
      throw new FleetException(ErrorCode.CANCELLED, "nothing was removed");
    }
  }
}
