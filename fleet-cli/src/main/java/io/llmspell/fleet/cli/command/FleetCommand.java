package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.cli.session.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command without a word: shows what there is. */
@Command(
    name = "docker-fleet",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs Jupyter-protocol kernels as a fleet of containers.",
    footer = {"", "Exit codes: docs/exit-codes.md"})
public final class FleetCommand implements Callable<Integer> {
  private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

  private static final List<Word> COMMANDS =
      List.of(
          new Word(List.of("up"), UpCommand::new),
          new Word(List.of("plan"), PlanCommand::new),
          new Word(List.of("config"), ConfigCommand::new),
          new Word(List.of("scale"), ScaleCommand::new),
          new Word(List.of("restart"), RestartCommand::new),
          new Word(List.of("down"), DownCommand::new),
          new Word(List.of("list", "ps"), ListCommand::new),
          new Word(List.of("spawn"), SpawnCommand::new),
          new Word(List.of("find"), FindCommand::new),
          new Word(List.of("release"), ReleaseCommand::new),
          new Word(List.of("stop"), StopCommand::new),
          new Word(List.of("stop-all"), StopAllCommand::new),
          new Word(List.of("cleanup"), CleanupCommand::new),
          new Word(List.of("interrupt"), InterruptCommand::new),
          new Word(List.of("logs"), LogsCommand::new),
          new Word(List.of("connect"), ConnectCommand::new),
          new Word(List.of("doctor"), DoctorCommand::new),
          new Word(List.of("version"), context -> new VersionCommand()));

  @Mixin private final GlobalOptions options = new GlobalOptions();
  private final Console console;
  private final Session session;

  public FleetCommand(Place place, Console console) {
    this.console = console;
    this.session =
        new Session(place, options, warning -> console.err().println("warning: " + warning));
  }

  public GlobalOptions options() {
    return options;
  }

  /** Without a word, and with one that no command has, all commands are shown. */
  @Override
  public Integer call() {
    all().usage(console.out());
    return 0;
  }

  /** With all commands, for help and for advice. */
  public CommandLine all() {
    return with(COMMANDS);
  }

  /**
   * With those commands alone that the arguments can mean: reading what options a command has takes
   * longer than many a command.
   */
  public CommandLine meantBy(List<String> args) {
    boolean asksForHelp = args.stream().anyMatch(HELP::contains);
    List<Word> meant = COMMANDS.stream().filter(word -> word.isAmong(args)).toList();
    return asksForHelp || meant.isEmpty() ? all() : with(meant);
  }

  private CommandLine with(List<Word> words) {
    Context context = new Context(session, options, console);
    CommandLine line = new CommandLine(this);
    words.forEach(word -> line.addSubcommand(word.command().apply(context)));
    options.addShortForms(line);
    return line;
  }

  /** One command: what it is called, and how it is made. */
  private record Word(List<String> names, Function<Context, Object> command) {
    boolean isAmong(List<String> args) {
      return names.stream().anyMatch(args::contains);
    }
  }

  /** What every command works with. */
  record Context(Session session, GlobalOptions options, Console console) {
    void print(String line) {
      console.out().println(line);
    }

    void print(List<String> lines) {
      lines.forEach(this::print);
    }
  }
}
