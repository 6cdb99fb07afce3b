package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.cli.show.PlanText;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Plan;
import java.time.Instant;
import java.util.List;
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

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before a running kernel, and its state, is ended.")
  private boolean yes;

  UpCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<ServiceName> services = scope.services(context.session());
    DesiredFleet desired = context.session().desired(services);
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      UpResult result =
          fleet.up(
              desired,
              new UpRequest(
                  scope.scope(services), !noWait, context.options().publish(), this::agree));
      show(desired, result);
      return exitCode(result.failures());
    }
  }

  private boolean agree(Plan plan) {
    if (plan.ended().isEmpty()) {
      return true;
    }
    PlanText.of(plan).forEach(context.console().err()::println);
    return yes
        || !context.console().interactive()
        || context
            .console()
            .confirms(plan.ended().size() + " that run will be ended, with their state. Go on?");
  }

  private void show(DesiredFleet desired, UpResult result) {
    Instant now = Instant.now();
    if (context.options().json()) {
      context.print(Json.of(result, now));
      return;
    }
    if (result.plan().isEmpty() && result.failures().isEmpty()) {
      context.print("Nothing to do: all is as the file wants it.");
    }
    context.print(KernelTable.of(result.kernels(), now, false));
    context.print(PlanText.orphans(result.plan()));
    context.print(KernelTable.connectLines(result.kernels()));
    if (desired.services().values().stream()
        .anyMatch(s -> s.isKernel() && s.container().restart() != Restart.NO)) {
      context
          .console()
          .err()
          .println("Kernels that end are not restarted by themselves: run `up` again then.");
    }
    for (Failure failure : result.failures()) {
      context
          .console()
          .err()
          .println("docker-fleet: " + failure.subject() + ": " + failure.cause());
    }
  }

  /** One kind of failure has its own code; several together are "not ready". */
  private static int exitCode(List<Failure> failures) {
    List<ErrorCode> codes = failures.stream().map(Failure::code).distinct().toList();
    if (codes.isEmpty()) {
      return 0;
    }
    return codes.size() == 1 ? codes.get(0).exitCode() : ErrorCode.NOT_READY.exitCode();
  }
}
