package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.loop.Imagery;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

/** Builds images. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = "Build anew the images that the fleet builds itself.")
final class BuildCommand extends ImagesCommand {
  BuildCommand(Context context) {
    super(
        context, "Built", "There is nothing to build: all images of the file come from elsewhere.");
  }

  @Override
  List<ImageReference> work(Imagery images, Set<ServiceName> services) {
    return images.build(services);
  }
}
