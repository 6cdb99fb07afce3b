package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.EventLine;
import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Shows what happens to instances. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Show what happens to kernels and containers, in the engine's words, until it is interrupted.",
      "With --format json, one object a line."
    })
final class EventsCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Also what has happened since: 10m ago, or at 2026-01-31T12:00:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "Only what has happened until then; likewise, 0s is now.")
  private @Nullable Instant until;

  EventsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ProjectName project = context.session().declared().project();
    boolean json = context.options().json();
    EndlessOutput output = new EndlessOutput();
    Consumer<InstanceEvent> printer =
        event ->
            output.print(
                context.console().out(), json ? EventLine.json(event) : EventLine.text(event));
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Insight insight = fleet.insight(project);
      output.during(
          () -> insight.events(Optional.ofNullable(since), Optional.ofNullable(until), printer));
      return 0;
    }
  }

  /** A moment, or how long ago it was. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException e) {
        return Instant.now().minus(ago(text));
      }
    }

    private static Duration ago(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is no time: give how long ago (10m), or a moment"
                + " (2026-01-31T12:00:00Z)");
      }
    }
  }
}
