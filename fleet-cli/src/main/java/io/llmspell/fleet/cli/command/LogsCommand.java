package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.LogLine;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows what kernels have printed. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Show what kernels and containers have printed; of several, each line with its name.",
      "With --format json, one object a line."
    })
final class LogsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(
      paramLabel = "ID|PORT|NAME|SERVICE",
      arity = "0..*",
      description = "Which ones (else all of the project).")
  private final List<String> which = new ArrayList<>();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until they end.")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      converter = Tail.class,
      description = "Only the last lines of each, or all.")
  private OptionalInt tail = OptionalInt.empty();

  LogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    EndlessOutput output = new EndlessOutput();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Insight insight = fleet.insight(project);
      output.during(() -> insight.logs(which, tail, follow, all -> printers(all, output)));
      return 0;
    }
  }

  private Function<Instance, Consumer<Line>> printers(
      List<Instance> instances, EndlessOutput output) {
    boolean json = context.options().json();
    int width =
        instances.size() > 1
            ? instances.stream().mapToInt(i -> i.name().length()).max().orElse(0)
            : 0;
    return instance ->
        line ->
            output.print(
                line.error() && !json ? context.console().err() : context.console().out(),
                json ? LogLine.json(instance, line) : LogLine.text(instance, line, width));
  }

  /** A number of lines, or {@code all}, which is none. */
  static final class Tail implements ITypeConverter<OptionalInt> {
    @Override
    public OptionalInt convert(String text) {
      if (text.equals("all")) {
        return OptionalInt.empty();
      }
      if (!text.matches("[0-9]{1,9}")) {
        throw new TypeConversionException("'" + text + "' is no number of lines: write 10, or all");
      }
      return OptionalInt.of(Integer.parseInt(text));
    }
  }
}
