package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Option(
      names = {"-q", "--quiet"},
      description = "Show the containers' ids alone.")
  private boolean quiet;

  @Option(names = "--services", description = "Show the names of their services alone.")
  private boolean services;

  /** For those who are used to it. */
  @Option(
      names = {"-a", "--all"},
      description = "As ever: what has ended is shown too.")
  void all(boolean given) {}

  @Parameters(
      paramLabel = "ID|PORT|NAME|SERVICE",
      arity = "0..*",
      description = "Which ones (else all of the project).")
  private final List<String> only = new ArrayList<>();

  ListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      List<KernelView> kernels =
          only.isEmpty()
              ? fleet.list(project)
              : fleet.insight(project).views(only, context.session().declared()::hasService);
      Instant now = Instant.now();
      if (quiet) {
        kernels.forEach(k -> context.print(k.instance().handle()));
      } else if (services) {
        kernels.stream()
            .map(ListCommand::service)
            .filter(s -> !s.isEmpty())
            .distinct()
            .forEach(context::print);
      } else if (context.options().json()) {
        context.print(Json.of(kernels, now));
      } else if (kernels.isEmpty()) {
        String whose = only.isEmpty() ? "Project " + project : String.join(", ", only);
        context.print(whose + " has no kernels: `docker-fleet up` starts them.");
      } else {
        context.print(KernelTable.of(kernels, now, verbose));
      }
      return 0;
    }
  }

  /** Empty for an ad-hoc kernel. */
  private static String service(KernelView kernel) {
    return kernel.instance().service().map(ServiceName::value).orElse("");
  }
}
