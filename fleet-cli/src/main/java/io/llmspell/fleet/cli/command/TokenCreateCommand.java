package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.TokenTable;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Quota;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.access.TokenFile;
import io.llmspell.fleet.daemon.access.TokenSecret;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.UserName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one token; what is printed to stdout is the token and nothing else. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Make a token for a user and print it, this once: it is kept as a hash.",
      "As soon as there is one, the daemon serves nobody without."
    })
final class TokenCreateCommand implements Callable<Integer> {
  private final Context context;

  @Option(names = "--user", required = true, paramLabel = "USER", description = "Whose it is.")
  private String user = "";

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description =
          "viewer (reads what is his or shared), user (also makes and uses kernels of his own) or"
              + " operator (everything).")
  private Role role = Role.VIEWER;

  @Option(
      names = "--max-kernels",
      paramLabel = "N",
      description = "How many kernels he may have at a time (any number).")
  private @Nullable String maxKernels;

  @Option(
      names = "--max-memory",
      paramLabel = "SIZE",
      description = "What their memory limits may add up to (anything).")
  private @Nullable String maxMemory;

  @Option(
      names = "--max-cpus",
      paramLabel = "CPUS",
      description = "What their CPU limits may add up to (anything).")
  private @Nullable String maxCpus;

  TokenCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    UserName name = KernelOptions.parsed("--user", user, UserName::new).orElseThrow();
    Optional<Integer> kernels =
        KernelOptions.parsed("--max-kernels", maxKernels, TokenCreateCommand::number);
    Quota quota =
        new Quota(
            kernels,
            KernelOptions.parsed("--max-memory", maxMemory, ByteSize::parse),
            KernelOptions.parsed("--max-cpus", maxCpus, Cpus::parse));
    TokenSecret secret =
        TokenFile.in(context.session().place().fleetHome())
            .create(
                new Principal(name, role, quota), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    if (context.options().json()) {
      context.print(TokenTable.jsonOf(secret));
    } else {
      context.print(secret.text());
      context
          .console()
          .err()
          .println(
              "Token "
                  + secret.digest().id()
                  + " of "
                  + name
                  + ", "
                  + role
                  + ". It can't be shown again.");
    }
    return 0;
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("'" + text + "' is not a number of kernels");
    }
    return Integer.parseInt(text);
  }
}
