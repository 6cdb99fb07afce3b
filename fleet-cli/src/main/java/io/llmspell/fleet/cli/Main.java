package io.llmspell.fleet.cli;

import io.llmspell.fleet.cli.command.FleetCommand;
import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.machine.UserHome;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * The program. The launcher tells it, in system properties, where it is installed ({@code
 * fleet.root}), whether a person sits at a terminal ({@code fleet.interactive}), and whether
 * results go to it as well ({@code fleet.terminal}).
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    Console console =
        new Console(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
            Boolean.getBoolean("fleet.interactive"));
    Place place =
        new Place(
            System.getenv(),
            Path.of("").toAbsolutePath(),
            UserHome.of(System.getenv()),
            Path.of(System.getProperty("fleet.root", "")).toAbsolutePath());
    return execute(commandLineFor(place, console, args), console, args);
  }

  /** Runs the command line, and answers for what the JVM itself has no room for. */
  static int execute(CommandLine line, Console console, String... args) {
    try {
      return line.execute(args);
    } catch (VirtualMachineError e) {
      console.err().println("docker-fleet: a fault in docker-fleet: " + e + "; please report it");
      return ErrorCode.INTERNAL.exitCode();
    }
  }

  /** The command line for these arguments; it gives the same answers as one with all commands. */
  static CommandLine commandLineFor(Place place, Console console, String... args) {
    FleetCommand root = new FleetCommand(place, console);
    CommandLine meant = root.meantBy(List.of(args));
    return prepare(meant, root, console)
        .setParameterExceptionHandler(new WithAllCommands(place, console));
  }

  /** The command line with all commands. */
  static CommandLine commandLine(Place place, Console console) {
    FleetCommand root = new FleetCommand(place, console);
    return prepare(root.all(), root, console)
        .setParameterExceptionHandler(new Failures(console, root.options()));
  }

  private static CommandLine prepare(CommandLine line, FleetCommand root, Console console) {
    return line.setOut(console.out())
        .setErr(console.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new Failures(console, root.options()));
  }

  /**
   * Says what is wrong with a command line as if all commands had been made ready. No lambda: with
   * one, the JVM does not archive picocli's interface, and opens all jars to find it.
   */
  private record WithAllCommands(Place place, Console console)
      implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
      return commandLine(place, console).execute(args);
    }
  }
}
