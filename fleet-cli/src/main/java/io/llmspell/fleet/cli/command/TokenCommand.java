package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tokens by which the daemon knows its users; without a word more, shows what there is. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Say who may use the daemon: its tokens are in FLEET_HOME/tokens.")
final class TokenCommand implements Callable<Integer> {
  private final Context context;

  @Spec private CommandSpec spec = CommandSpec.create();

  private TokenCommand(Context context) {
    this.context = context;
  }

  /** With the commands under it. */
  static CommandLine line(Context context) {
    return new CommandLine(new TokenCommand(context))
        .addSubcommand(new TokenCreateCommand(context))
        .addSubcommand(new TokenListCommand(context))
        .addSubcommand(new TokenRevokeCommand(context));
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(context.console().out());
    return 0;
  }
}
