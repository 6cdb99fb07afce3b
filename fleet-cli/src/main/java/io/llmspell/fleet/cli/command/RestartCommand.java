package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fills slots anew. */
@Command(
    name = "restart",
    mixinStandardHelpOptions = true,
    description = {
      "End kernels at once and start others in their place, as the file has them.",
      "Names, ports and connection files' paths stay; ids and keys are new."
    })
final class RestartCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "SERVICE|ID|PORT|NAME",
      arity = "0..*",
      description = "Which services or kernels (else all services).")
  private final List<String> words = new ArrayList<>();

  RestartCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired =
        context.session().declared().wishAsBefore(services(), Map.of()).desired();
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      return ChangeOptions.finish(
          context, desired, fleet.restart(desired, words, context.options().publish()));
    }
  }

  /** Words that can be services; those that are need no profile. */
  private Set<ServiceName> services() {
    Set<ServiceName> services = new HashSet<>();
    for (String word : words) {
      if (ServiceName.isValid(word)) {
        services.add(new ServiceName(word));
      }
    }
    return services;
  }
}
