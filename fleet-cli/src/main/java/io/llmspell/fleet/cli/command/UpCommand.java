package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Wish;
import io.llmspell.fleet.model.ServiceName;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the fleet as the file wants it. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start what is missing, replace what changed, and wait until all is ready.")
final class UpCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private final ScopeOptions scope = new ScopeOptions();

  @Option(names = "--no-wait", description = "Do not wait until kernels answer.")
  private boolean noWait;

  @Mixin private final ChangeOptions change = new ChangeOptions();

  UpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    // The record goes there; and the shipped file's daemon has it mounted.
    context.session().home().make();
    Set<ServiceName> services = scope.services(context.session());
    Wish wish = context.session().declared().wish(services, scope.scale());
    return change.up(context, wish, scope.scope(services), !noWait);
  }
}
