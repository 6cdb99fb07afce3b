package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Session;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the last word of an unfinished command line can become. What stands before it is read as it
 * would be in earnest, so that {@code -f}, {@code -p} and {@code --profile} count.
 */
final class Completion {
  private final String word;
  private final List<String> before;
  private final boolean isRoot;
  private final ParseResult parsed;
  private final Session session;

  private Completion(String word, List<String> before, ParseResult whole, Session session) {
    this.word = word;
    this.before = before;
    this.isRoot = !whole.hasSubcommand();
    this.parsed = innermost(whole);
    this.session = session;
  }

  static Completion of(Context context, List<String> words) {
    String word = words.isEmpty() ? "" : words.get(words.size() - 1);
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    FleetCommand root = new FleetCommand(context.session().place(), context.console());
    CommandLine line = root.meantBy(before);
    line.setUnmatchedArgumentsAllowed(true).setCaseInsensitiveEnumValuesAllowed(true);
    collectErrors(line);
    ParseResult whole = line.parseArgs(before.toArray(String[]::new));
    return new Completion(word, before, whole, root.session());
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(Completion::collectErrors);
  }

  /** Of the last command word, which may stand under another. */
  private static ParseResult innermost(ParseResult parsed) {
    return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
  }

  /** In the order in which they are to be shown; nothing if only a file can be meant. */
  List<String> candidates() {
    return all().filter(candidate -> candidate.startsWith(word)).distinct().toList();
  }

  private Stream<String> all() {
    CommandSpec command = parsed.commandSpec();
    Optional<OptionSpec> open =
        before.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(command.findOption(before.get(before.size() - 1)))
                .filter(option -> option.arity().max() > 0);
    if (open.isPresent()) {
      return values(open.get());
    }
    int sign = word.indexOf('=');
    if (word.startsWith("--") && sign > 0) {
      return Optional.ofNullable(command.findOption(word.substring(0, sign))).stream()
          .flatMap(this::values)
          .map(value -> word.substring(0, sign + 1) + value);
    }
    if (word.startsWith("-")) {
      return command.options().stream().filter(o -> !o.hidden()).flatMap(o -> Stream.of(o.names()));
    }
    if (isRoot) {
      return FleetCommand.names();
    }
    return command.subcommands().isEmpty()
        ? positional(command)
        : command.subcommands().keySet().stream();
  }

  private Stream<String> positional(CommandSpec command) {
    int index = parsed.matchedPositionals().stream().mapToInt(p -> p.stringValues().size()).sum();
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(index))
        .findFirst()
        .stream()
        .flatMap(this::values);
  }

  private Stream<String> values(ArgSpec argument) {
    if (argument.type().isEnum()) {
      return Stream.of(argument.type().getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT));
    }
    String label = argument.paramLabel();
    if (label.equals("PROFILE")) {
      return session.declared().profiles().stream();
    }
    return Stream.concat(
        label.startsWith("ID|") ? instances() : Stream.of(),
        label.contains("SERVICE") ? services() : Stream.of());
  }

  private Stream<String> services() {
    DesiredFleet desired = session.declared().desired();
    return Stream.concat(desired.services().keySet().stream(), desired.inactive().stream())
        .map(ServiceName::value)
        .sorted();
  }

  /** As the engine lists them: no kernel is asked, so that none keeps a typist waiting. */
  private Stream<String> instances() {
    try (Fleet fleet = session.open(FleetListener.NONE)) {
      return fleet.insight(session.declared().project()).readings().stream()
          .map(Reading::instance)
          .flatMap(instance -> Stream.of(instance.id().value(), instance.name()))
          .toList()
          .stream();
    }
  }
}
