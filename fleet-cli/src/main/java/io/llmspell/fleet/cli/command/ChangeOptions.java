package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Wish;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.cli.show.PlanText;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.plan.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} and {@code scale} take beside what they shall change, and how they go on. */
final class ChangeOptions {
  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before a running kernel, and its state, is ended.")
  private boolean yes;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description =
          "How long a busy kernel that shall end may finish what it executes"
              + " (else its stop_grace_period).")
  private @Nullable Integer timeout;

  /** Makes the fleet as it is wished for, and shows what came of it. */
  int up(Context context, Wish wish, Scope scope, boolean await) {
    UpRequest request =
        new UpRequest(
            scope,
            await,
            context.options().publish(),
            plan -> agree(context, plan),
            drain(),
            Optional.of(wish.inputs()));
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      return finish(context, wish.desired(), fleet.up(wish.desired(), request));
    }
  }

  /** Shows what came of it; returns the exit code. */
  static int finish(Context context, DesiredFleet desired, UpResult result) {
    show(context, desired, result);
    return exitCode(result.failures());
  }

  private Optional<Duration> drain() {
    if (timeout != null && timeout < 0) {
      throw new FleetException(ErrorCode.USAGE, "--timeout: can't be negative: " + timeout);
    }
    return Optional.ofNullable(timeout).map(Duration::ofSeconds);
  }

  private boolean agree(Context context, Plan plan) {
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

  private static void show(Context context, DesiredFleet desired, UpResult result) {
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
            .anyMatch(s -> s.isKernel() && s.container().restart() != Restart.NO)
        && context.session().daemon().isEmpty()) {
      context
          .console()
          .err()
          .println(
              "Kernels that end are not restarted by themselves: `docker-fleet serve` does that, or"
                  + " `up` again.");
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
