package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.error.FleetException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells shells what a word that is being typed can become. Never fails: then it knows nothing. */
@Command(
    name = "complete",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Print what the last of these words can become, a line each.")
final class CompleteCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "WORD",
      arity = "0..*",
      description = "The words after the program's name.")
  private List<String> words = List.of();

  CompleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try {
      context.print(Completion.of(context, words).candidates());
    } catch (FleetException e) {
      // A file with a fault, an engine that is not there: nobody wants to read that while he types.
      return 0;
    }
    return 0;
  }
}
