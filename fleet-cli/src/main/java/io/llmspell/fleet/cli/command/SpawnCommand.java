package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.compose.spawn.SpawnNames;
import io.llmspell.fleet.compose.spawn.SpawnedKernel;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts one kernel that is in no service. */
@Command(
    name = "spawn",
    mixinStandardHelpOptions = true,
    description = "Start one kernel by hand and wait until it answers.")
final class SpawnCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", arity = "0..1", paramLabel = "CONFIG", description = "As --config.")
  private @Nullable String configArgument;

  @Parameters(index = "1", arity = "0..1", paramLabel = "LANGUAGE", description = "As --language.")
  private @Nullable String languageArgument;

  @Mixin private final KernelOptions kernel = new KernelOptions();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  private @Nullable String name;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "One just like this service's: if it keeps some warm, one of those.")
  private @Nullable String service;

  SpawnCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired = context.session().declared().desired();
    Optional<ServiceName> like = KernelOptions.parsed("--service", service, ServiceName::new);
    requireNothingElse(like);
    SpawnedKernel asked =
        kernel.asked(Optional.ofNullable(configArgument), Optional.ofNullable(languageArgument));
    Ownership ownership = kernel.ownership();
    Optional<String> called =
        KernelOptions.parsed("--name", name, n -> SpawnNames.free(n, desired));
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      Publish publish = context.options().publish();
      KernelView view =
          like.map(one -> fleet.spawn(desired, one, publish))
              .orElseGet(
                  () ->
                      fleet.spawn(
                          desired,
                          new SpawnRequest(
                              context.session().service(asked).withOwnership(ownership),
                              called,
                              publish)));
      if (context.options().json()) {
        context.print(Json.of(view, Instant.now()));
      } else {
        context.print(KernelTable.of(List.of(view), Instant.now(), false));
        context.print(KernelTable.connectLines(List.of(view)));
      }
      return 0;
    }
  }

  /** A service says all that is to be said. */
  private void requireNothingElse(Optional<ServiceName> like) {
    boolean isAlone =
        kernel.areAbsent() && configArgument == null && languageArgument == null && name == null;
    if (like.isPresent() && !isAlone) {
      throw new FleetException(
          ErrorCode.USAGE,
          "--service says what the kernel is: leave the others out, or spawn one without it");
    }
  }
}
