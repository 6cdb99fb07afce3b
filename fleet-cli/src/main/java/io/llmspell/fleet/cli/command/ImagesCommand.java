package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Imagery;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** What is done with the images of some services, or of all. */
abstract class ImagesCommand implements Callable<Integer> {
  private final Context context;
  private final String done;
  private final String nothing;

  @Parameters(
      paramLabel = "SERVICE",
      arity = "0..*",
      description = "Only the images of these services.")
  private final List<String> services = new ArrayList<>();

  /**
   * For one call.
   *
   * @param done what is said before the images' names
   * @param nothing what is said if there are none
   */
  ImagesCommand(Context context, String done, String nothing) {
    this.context = context;
    this.done = done;
    this.nothing = nothing;
  }

  /** Does it; returns the images that it was done with. */
  abstract List<ImageReference> work(Imagery images, Set<ServiceName> services);

  @Override
  public Integer call() {
    Set<ServiceName> named = ScopeOptions.services(services);
    DesiredFleet desired = context.session().declared().desired(named);
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<String> images =
          work(fleet.images(desired), named).stream().map(ImageReference::value).toList();
      if (context.options().json()) {
        context.print(Json.ofNames(images));
      } else {
        context.print(images.isEmpty() ? nothing : done + " " + String.join(", ", images) + ".");
      }
      return 0;
    }
  }
}
