package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.PlanText;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Debris;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Removes what is dead, and what crashes have left. */
@Command(
    name = "cleanup",
    mixinStandardHelpOptions = true,
    description =
        "Remove kernels that have ended, and what crashes have left: containers that were never"
            + " started, leases of kernels that are gone, networks that nothing uses.")
final class CleanupCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--dry-run", description = "Only say what would be removed, and why.")
  private boolean dryRun;

  @Option(
      names = "--grace-period",
      paramLabel = "DURATION",
      converter = ComposeDuration.class,
      description =
          "How old leftovers must be, so that nothing goes that somebody is just making: 1m if not"
              + " given. What a process has left that is known to be dead goes at once.")
  private Duration grace = Debris.GRACE;

  CleanupCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired = context.session().declared().desired();
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      List<Action> actions =
          dryRun ? fleet.leftovers(desired, grace) : fleet.cleanup(desired, grace);
      if (context.options().json()) {
        context.print(Json.ofCleanup(actions));
      } else if (actions.isEmpty()) {
        context.print("Nothing is left over.");
      } else {
        context.print(PlanText.ofCleanup(actions));
      }
      return 0;
    }
  }

  /** As Compose files have it: {@code 1m30s}. */
  static final class ComposeDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
