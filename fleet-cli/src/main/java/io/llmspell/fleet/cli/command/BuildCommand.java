package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Builds images. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = "Build anew the images that the fleet builds itself.")
final class BuildCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Only the images of these services.")
  private final List<String> services = new ArrayList<>();

  BuildCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<ServiceName> named = ScopeOptions.services(services);
    DesiredFleet desired = context.session().declared().desired(named);
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<String> images =
          fleet.images(desired).build(named).stream().map(ImageReference::value).toList();
      if (context.options().json()) {
        context.print(Json.ofNames(images));
      } else {
        context.print(
            images.isEmpty()
                ? "There is nothing to build: all images of the file come from elsewhere."
                : "Built " + String.join(", ", images) + ".");
      }
      return 0;
    }
  }
}
