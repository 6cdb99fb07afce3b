package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.CheckupText;
import io.llmspell.fleet.cli.show.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks at all that a fleet needs, and says what to do about what is missing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Look at the engine, the Compose file and this machine; change nothing.",
      "Ends with 0 if there is no problem, else with the first problem's exit code."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Context context;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Checkup checkup = context.session().checkup();
    context.print(context.options().json() ? List.of(Json.of(checkup)) : CheckupText.of(checkup));
    return checkup.exitCode();
  }
}
