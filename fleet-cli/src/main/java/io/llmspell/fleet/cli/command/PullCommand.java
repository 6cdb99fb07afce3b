package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.loop.Imagery;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

/** Fetches images. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "Fetch the images of services, whether they are there or not.")
final class PullCommand extends ImagesCommand {
  PullCommand(Context context) {
    super(context, "Pulled", "There is nothing to pull.");
  }

  @Override
  List<ImageReference> work(Imagery images, Set<ServiceName> services) {
    return images.pull(services);
  }
}
