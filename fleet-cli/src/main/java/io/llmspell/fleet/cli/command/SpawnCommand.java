package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.SpawnedKernel;
import io.llmspell.fleet.cli.show.Json;
import io.llmspell.fleet.cli.show.KernelTable;
import io.llmspell.fleet.cli.show.Progress;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--config",
      paramLabel = "CONFIG",
      description = "A config file, or the name of a shipped one: default, openai, anthropic …")
  private @Nullable String config;

  @Option(names = "--language", paramLabel = "LANGUAGE", description = "lua or javascript.")
  private @Nullable String language;

  @Option(names = "--memory", paramLabel = "SIZE", description = "Memory limit (512m).")
  private @Nullable String memory;

  @Option(names = "--cpu", paramLabel = "CPUS", description = "CPU limit (1).")
  private @Nullable String cpus;

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  private @Nullable String name;

  @Option(names = "--image", paramLabel = "IMAGE", description = "Its image.")
  private @Nullable String image;

  @Option(
      names = "--connection",
      paramLabel = "HOW",
      description = "Who writes its connection file: provided (the fleet) or written (the kernel).")
  private Connection connection = Connection.WRITTEN;

  SpawnCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    DesiredFleet desired = context.session().desired();
    SpawnedKernel kernel =
        new SpawnedKernel(
            either("CONFIG", configArgument, config),
            either("LANGUAGE", languageArgument, language),
            parsed("--memory", memory, ByteSize::parse),
            parsed("--cpu", cpus, Cpus::parse),
            parsed("--image", image, ImageReference::new),
            connection);
    Optional<String> called = parsed("--name", name, n -> new ServiceName(n).value());
    try (Fleet fleet = context.session().open(new Progress(context.console().err()))) {
      KernelView view =
          fleet.spawn(
              desired,
              new SpawnRequest(
                  kernel.service(
                      context.session().place(),
                      context.session().file(),
                      context.session().environment()),
                  called,
                  context.options().publish()));
      if (context.options().json()) {
        context.print(Json.of(view, Instant.now()));
      } else {
        context.print(KernelTable.of(List.of(view), Instant.now(), false));
        context.print(KernelTable.connectLines(List.of(view)));
      }
      return 0;
    }
  }

  private static Optional<String> either(
      String what, @Nullable String argument, @Nullable String option) {
    if (argument != null && option != null && !argument.equals(option)) {
      throw new FleetException(
          ErrorCode.USAGE, what + " is given twice: '" + argument + "' and '" + option + "'");
    }
    return Optional.ofNullable(argument).or(() -> Optional.ofNullable(option));
  }

  private static <T> Optional<T> parsed(
      String option, @Nullable String text, Function<String, T> parse) {
    try {
      return Optional.ofNullable(text).map(parse);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }
}
