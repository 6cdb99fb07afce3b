package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.compose.spawn.SpawnedKernel;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.UserName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an ad-hoc kernel shall be. */
final class KernelOptions {
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

  @Option(names = "--image", paramLabel = "IMAGE", description = "Its image.")
  private @Nullable String image;

  @Option(
      names = "--connection",
      paramLabel = "HOW",
      description = "Who writes its connection file: provided (the fleet) or written (the kernel).")
  private Connection connection = Connection.WRITTEN;

  @Option(
      names = "--owner",
      paramLabel = "NAME",
      description = "The user whose kernel it is (your own system user).")
  private @Nullable String owner;

  /** In whose name it is made. */
  Ownership ownership() {
    return parsed("--owner", owner, UserName::new).map(Ownership::of).orElse(Ownership.UNSAID);
  }

  /**
   * The kernel that is asked for.
   *
   * @param configArgument what the command takes for {@code --config} without that word
   * @param languageArgument likewise
   */
  SpawnedKernel asked(Optional<String> configArgument, Optional<String> languageArgument) {
    return new SpawnedKernel(
        either("CONFIG", configArgument, Optional.ofNullable(config)),
        either("LANGUAGE", languageArgument, Optional.ofNullable(language)),
        parsed("--memory", memory, KernelOptions::limit),
        parsed("--cpu", cpus, Cpus::parse),
        parsed("--image", image, ImageReference::new),
        connection,
        Map.of());
  }

  /** Whether none of them is given. */
  boolean areAbsent() {
    return connection == Connection.WRITTEN
        && Stream.of(config, language, memory, cpus, image).allMatch(Objects::isNull);
  }

  private static ByteSize limit(String text) {
    ByteSize limit = ByteSize.parse(text);
    if (limit.bytes() == 0) {
      throw new IllegalArgumentException("'" + text + "' is no memory to run in");
    }
    return limit;
  }

  private static Optional<String> either(
      String what, Optional<String> argument, Optional<String> option) {
    if (argument.isPresent() && option.isPresent() && !argument.equals(option)) {
      throw new FleetException(
          ErrorCode.USAGE,
          what + " is given twice: '" + argument.get() + "' and '" + option.get() + "'");
    }
    return argument.or(() -> option);
  }

  /**
   * The value of an option.
   *
   * @throws FleetException with {@code USAGE} if it is none
   */
  static <T> Optional<T> parsed(String option, @Nullable String text, Function<String, T> parse) {
    try {
      return Optional.ofNullable(text).map(parse);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }
}
