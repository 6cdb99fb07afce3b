package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.ProcessTable;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows which processes kernels have. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = "Show the processes of kernels and containers.")
final class TopCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "ID|PORT|NAME|SERVICE",
      arity = "0..1",
      description = "Of which one (else of all that run).")
  private @Nullable String which;

  TopCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Map<Instance, List<RunningProcess>> all =
          fleet.insight(project).processes(Optional.ofNullable(which));
      if (context.options().json()) {
        context.print(ProcessTable.json(all));
      } else {
        context.print(ProcessTable.lines(all));
      }
      return 0;
    }
  }
}
