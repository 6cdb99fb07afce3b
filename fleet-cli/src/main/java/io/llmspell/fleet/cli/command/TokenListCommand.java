package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.TokenTable;
import io.llmspell.fleet.daemon.access.Token;
import io.llmspell.fleet.daemon.access.TokenFile;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows whom tokens stand for, and never a token. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Show what tokens there are: whose, and what they allow.")
final class TokenListCommand implements Callable<Integer> {
  private final Context context;

  TokenListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Token> tokens = TokenFile.in(context.session().place().fleetHome()).read();
    if (context.options().json()) {
      context.print(TokenTable.jsonOf(tokens));
    } else {
      context.print(TokenTable.of(tokens));
    }
    return 0;
  }
}
