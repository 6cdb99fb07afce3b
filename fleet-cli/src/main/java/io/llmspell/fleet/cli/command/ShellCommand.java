package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Opens a shell in a kernel's container. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = "Open a shell beside a kernel: bash where there is one, else sh.")
final class ShellCommand implements Callable<Integer> {
  private static final List<String> SHELL =
      List.of("sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi");

  private final Context context;

  @Mixin private final ExecOptions options = new ExecOptions();

  @Parameters(paramLabel = "ID|PORT|NAME|SERVICE", description = "Where.")
  private String which = "";

  ShellCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return options.run(context, which, SHELL);
  }
}
