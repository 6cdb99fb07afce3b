package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What {@code --help} shows, asked for by a word. */
@Command(
    name = "help",
    mixinStandardHelpOptions = true,
    description = "Show what commands there are, or what one of them does.")
final class HelpCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "Of which command.")
  private @Nullable String command;

  HelpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    CommandLine all = new FleetCommand(context.session().place(), context.console()).all();
    Map<String, CommandLine> commands = all.getSubcommands();
    CommandLine shown = command == null ? all : commands.get(command);
    if (shown == null) {
      throw new FleetException(
          ErrorCode.USAGE, "there is no command '" + command + "': `docker-fleet help` shows all");
    }
    shown.usage(context.console().out());
    return 0;
  }
}
