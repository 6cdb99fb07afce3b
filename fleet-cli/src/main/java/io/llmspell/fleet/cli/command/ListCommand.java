package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the fleet as it is. */
@Command(
    name = "list",
    aliases = "ps",
    mixinStandardHelpOptions = true,
    description = "Show the project's kernels and containers.")
final class ListCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show images, containers and connection files, and why a kernel ended.")
  private boolean verbose;

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      List<KernelView> kernels = fleet.list(project);
      Instant now = Instant.now();
      if (context.options().json()) {
        context.print(Json.of(kernels, now));
      } else if (kernels.isEmpty()) {
        context.print("Project " + project + " has no kernels: `docker-fleet up` starts them.");
      } else {
        context.print(KernelTable.of(kernels, now, verbose));
      }
      return 0;
    }
  }
}
