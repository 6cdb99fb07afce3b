package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.HealthReport;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Condition;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.ProjectName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says how kernels are. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    description = {
      "Ask kernels whether they answer, and say why those that do not have ended or hang.",
      "Ends with 0 if all are well, else with 10."
    })
final class HealthCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "ID|PORT|NAME|SERVICE",
      arity = "0..1",
      description = "Which one (else all of the project).")
  private @Nullable String which;

  HealthCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      List<Condition> all = fleet.insight(project).health(Optional.ofNullable(which));
      if (context.options().json()) {
        context.print(HealthReport.json(all, Instant.now()));
      } else if (all.isEmpty()) {
        context.print("Project " + project + " has no kernels: `docker-fleet up` starts them.");
      } else {
        context.print(HealthReport.lines(all, Instant.now()));
      }
      return all.stream().allMatch(one -> one.state().isWell())
          ? 0
          : ErrorCode.NOT_READY.exitCode();
    }
  }
}
