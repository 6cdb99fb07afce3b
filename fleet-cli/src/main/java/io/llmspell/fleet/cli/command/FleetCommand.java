package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.cli.session.Session;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  /** By their names, in the order in which help shows them. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("up"),
          List.of("plan"),
          List.of("config"),
          List.of("scale"),
          List.of("restart"),
          List.of("down"),
          List.of("list", "ps"),
          List.of("health"),
          List.of("metrics"),
          List.of("stats"),
          List.of("top"),
          List.of("events"),
          List.of("logs"),
          List.of("spawn"),
          List.of("find"),
          List.of("release"),
          List.of("stop"),
          List.of("stop-all"),
          List.of("interrupt"),
          List.of("connect"),
          List.of("exec"),
          List.of("shell"),
          List.of("pull"),
          List.of("build"),
          List.of("cleanup"),
          List.of("clean"),
          List.of("token"),
          List.of("doctor"),
          List.of("serve"),
          List.of("install"),
          List.of("uninstall"),
          List.of("complete"),
          List.of("help"),
          List.of("version"));

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

  Session session() {
    return session;
  }

  /** What all commands that are shown are called. */
  static Stream<String> names() {
    return COMMANDS.stream().flatMap(List::stream).filter(name -> !name.equals("complete"));
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
    List<List<String>> meant =
        COMMANDS.stream().filter(names -> names.stream().anyMatch(args::contains)).toList();
    return asksForHelp || meant.isEmpty() ? all() : with(meant);
  }

  private CommandLine with(List<List<String>> commands) {
    Context context = new Context(session, options, console);
    CommandLine line = new CommandLine(this);
    commands.forEach(names -> line.addSubcommand(command(names.get(0), context)));
    options.addShortForms(line);
    return line;
  }

  /** No map of constructors: each of them would be a class that every command loads. */
  private static Object command(String name, Context context) {
    return switch (name) {
      case "up" -> new UpCommand(context);
      case "plan" -> new PlanCommand(context);
      case "config" -> new ConfigCommand(context);
      case "down" -> new DownCommand(context);
      case "list" -> new ListCommand(context);
      case "health" -> new HealthCommand(context);
      case "metrics" -> new MetricsCommand(context);
      case "stats" -> new StatsCommand(context);
      case "top" -> new TopCommand(context);
      case "events" -> new EventsCommand(context);
      case "logs" -> new LogsCommand(context);
      case "find" -> new FindCommand(context);
      case "release" -> new ReleaseCommand(context);
      case "spawn" -> new SpawnCommand(context);
      case "stop" -> new StopCommand(context);
      case "stop-all" -> new StopAllCommand(context);
      case "scale" -> new ScaleCommand(context);
      case "restart" -> new RestartCommand(context);
      case "interrupt" -> new InterruptCommand(context);
      case "connect" -> new ConnectCommand(context);
      case "exec" -> new ExecCommand(context);
      case "shell" -> new ShellCommand(context);
      case "pull" -> new PullCommand(context);
      case "build" -> new BuildCommand(context);
      case "cleanup" -> new CleanupCommand(context);
      case "clean" -> new CleanCommand(context);
      case "install" -> new InstallCommand(context);
      case "uninstall" -> new UninstallCommand(context);
      case "complete" -> new CompleteCommand(context);
      case "token" -> TokenCommand.line(context);
      case "doctor" -> new DoctorCommand(context);
      case "serve" -> new ServeCommand(context);
      case "help" -> new HelpCommand(context);
      case "version" -> new VersionCommand(context);
      default -> throw new IllegalArgumentException("no command " + name);
    };
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
