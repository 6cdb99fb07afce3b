package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Interrupts what a kernel executes. */
@Command(
    name = "interrupt",
    mixinStandardHelpOptions = true,
    description = "Interrupt what a kernel executes; its state stays.")
final class InterruptCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "ID|PORT|NAME", description = "Which kernel.")
  private String kernel = "";

  InterruptCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Instance interrupted = fleet.interrupt(project, kernel);
      context.print(
          context.options().json()
              ? Json.ofNames(List.of(interrupted.name()))
              : "Interrupted " + interrupted.name() + ".");
      return 0;
    }
  }
}
