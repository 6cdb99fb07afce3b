package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what kernels have printed. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description =
        "Show what kernels and containers have printed; of several, each line with its name.")
final class LogsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "ID|PORT|NAME|SERVICE",
      arity = "0..1",
      description = "Which one (else all of the project).")
  private @Nullable String which;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until they end.")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      description = "Only the last lines of each.")
  private @Nullable Integer tail;

  LogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    if (tail != null && tail < 0) {
      throw new FleetException(ErrorCode.USAGE, "--tail: " + tail + " is no number of lines");
    }
    OptionalInt lines = tail == null ? OptionalInt.empty() : OptionalInt.of(tail);
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      fleet.insight(project).logs(Optional.ofNullable(which), lines, follow, this::printers);
      return 0;
    }
  }

  private Function<Instance, Consumer<Line>> printers(List<Instance> instances) {
    int width = instances.stream().mapToInt(i -> i.name().length()).max().orElse(0);
    return instance -> {
      String name = instance.name();
      String prefix = instances.size() > 1 ? name + " ".repeat(width - name.length()) + " | " : "";
      return line ->
          (line.error() ? context.console().err() : context.console().out())
              .println(prefix + line.text());
    };
  }
}
