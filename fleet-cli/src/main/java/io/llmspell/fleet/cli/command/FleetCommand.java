package io.llmspell.fleet.cli.command;

import static java.util.Map.entry;

import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.cli.session.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;

/** The command without a word: shows what there is. */
@Command(
    name = "docker-fleet",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs Jupyter-protocol kernels as a fleet of containers.",
    footer = {"", "Exit codes: docs/exit-codes.md"},
    subcommands = {
      UpCommand.class,
      PlanCommand.class,
      ConfigCommand.class,
      DownCommand.class,
      ListCommand.class,
      SpawnCommand.class,
      StopCommand.class,
      StopAllCommand.class,
      CleanupCommand.class,
      InterruptCommand.class,
      LogsCommand.class,
      ConnectCommand.class,
      DoctorCommand.class,
      VersionCommand.class
    })
public final class FleetCommand implements Callable<Integer> {
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

  @Override
  public Integer call() {
    new CommandLine(this, factory()).usage(console.out());
    return 0;
  }

  /** Makes each command with what it needs. */
  public IFactory factory() {
    Context context = new Context(session, options, console);
    Map<Class<?>, Supplier<?>> commands =
        Map.ofEntries(
            entry(UpCommand.class, () -> new UpCommand(context)),
            entry(PlanCommand.class, () -> new PlanCommand(context)),
            entry(ConfigCommand.class, () -> new ConfigCommand(context)),
            entry(DownCommand.class, () -> new DownCommand(context)),
            entry(ListCommand.class, () -> new ListCommand(context)),
            entry(SpawnCommand.class, () -> new SpawnCommand(context)),
            entry(StopCommand.class, () -> new StopCommand(context)),
            entry(StopAllCommand.class, () -> new StopAllCommand(context)),
            entry(CleanupCommand.class, () -> new CleanupCommand(context)),
            entry(InterruptCommand.class, () -> new InterruptCommand(context)),
            entry(LogsCommand.class, () -> new LogsCommand(context)),
            entry(ConnectCommand.class, () -> new ConnectCommand(context)),
            entry(DoctorCommand.class, () -> new DoctorCommand(context)));
    IFactory others = CommandLine.defaultFactory();
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        return command == null ? others.create(type) : type.cast(command.get());
      }
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
