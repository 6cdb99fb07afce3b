package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.install.Installation;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.cli.show.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Undoes what install did. */
@Command(
    name = "uninstall",
    mixinStandardHelpOptions = true,
    description = "Remove what `install` linked.")
final class UninstallCommand implements Callable<Integer> {
  private final Context context;

  UninstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Place place = context.session().place();
    List<String> links =
        Installation.of(place.root(), place.userHome(), place.environment()).uninstall().stream()
            .map(Path::toString)
            .toList();
    if (context.options().json()) {
      context.print(Json.ofNames(links));
    } else if (links.isEmpty()) {
      context.print("It was not installed.");
    } else {
      links.forEach(link -> context.print("Removed " + link));
    }
    return 0;
  }
}
