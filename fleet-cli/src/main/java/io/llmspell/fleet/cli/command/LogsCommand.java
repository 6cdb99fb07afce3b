package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.ProjectName;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a kernel has printed. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Show what a kernel or container has printed.")
final class LogsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "ID|PORT|NAME", description = "Which one.")
  private String kernel = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until it ends.")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      description = "Only the last lines.")
  private @Nullable Integer tail;

  LogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().project();
    if (tail != null && tail < 0) {
      throw new FleetException(ErrorCode.USAGE, "--tail: " + tail + " is no number of lines");
    }
    OptionalInt lines = tail == null ? OptionalInt.empty() : OptionalInt.of(tail);
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      fleet.logs(
          project,
          kernel,
          lines,
          follow,
          line ->
              (line.error() ? context.console().err() : context.console().out())
                  .println(line.text()));
      return 0;
    }
  }
}
