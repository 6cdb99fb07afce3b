package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.install.Installation;
import io.llmspell.fleet.cli.install.Installation.Made;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.cli.show.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Puts the program where others find it. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description =
        "Link the program to where `docker fleet` and shells' completions find it; for you alone.")
final class InstallCommand implements Callable<Integer> {
  private final Context context;

  InstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Place place = context.session().place();
    List<Made> links =
        Installation.of(place.root(), place.userHome(), place.environment()).install();
    if (context.options().json()) {
      context.print(Json.ofNames(links.stream().map(made -> made.link().toString()).toList()));
    } else if (links.isEmpty()) {
      context.print("It is installed.");
    } else {
      links.forEach(made -> context.print(line(made)));
    }
    return 0;
  }

  private static String line(Made made) {
    return "Linked "
        + made.link()
        + made.before().map(other -> ", which led to another copy, " + other).orElse("");
  }
}
