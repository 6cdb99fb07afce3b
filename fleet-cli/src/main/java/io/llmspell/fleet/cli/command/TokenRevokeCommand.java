package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.daemon.access.TokenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends tokens. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {
      "End tokens: a daemon that runs refuses them from its next request on.",
      "When none is left, the daemon serves whoever uses this machine, as an operator."
    })
final class TokenRevokeCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "TOKEN", arity = "1..*", description = "As `token list` calls them.")
  private final List<String> ids = new ArrayList<>();

  TokenRevokeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TokenFile.in(context.session().place().fleetHome()).revoke(ids);
    context.print(
        context.options().json() ? Json.ofNames(ids) : "Revoked " + String.join(", ", ids) + ".");
    return 0;
  }
}
