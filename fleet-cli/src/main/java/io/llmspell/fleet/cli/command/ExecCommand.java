package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program in a kernel's container. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description = {
      "Run a program beside a kernel, where it runs; with your input and output.",
      "Ends with the program's exit code."
    })
final class ExecCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private final ExecOptions options = new ExecOptions();

  @Parameters(index = "0", paramLabel = "ID|PORT|NAME|SERVICE", description = "Where.")
  private String which = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "What to run.")
  private List<String> words = List.of();

  ExecCommand(Context context) {
    this.context = context;
  }

  /** What comes after the program's name is the program's. */
  @Spec
  void parse(CommandSpec spec) {
    spec.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() {
    return options.run(context, which, words);
  }
}
