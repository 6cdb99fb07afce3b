package io.llmspell.fleet.cli;

import io.llmspell.fleet.cli.command.FleetCommand;
import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.cli.session.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The program in a folder of its own, with nothing of this machine around it. */
final class Cli {
  /** No engine: nothing ever listens on port 1. */
  static final String NOWHERE = "tcp://127.0.0.1:1";

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>(Map.of("DOCKER_HOST", NOWHERE));
  private boolean interactive;

  Cli(Path folder) {
    this.folder = folder;
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** From now on a person sits at it, who can be asked. */
  Cli interactive() {
    interactive = true;
    return this;
  }

  Cli file(String name, String content) {
    try {
      Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** A Compose file in the folder, of a project called {@code demo} with one kernel service. */
  Cli usualFile() {
    return file(
        "compose.yaml",
        """
        x-fleet: {name: demo}
        services:
          lua: {image: "fleet-kernel:latest", x-kernel: {language: lua}}
        """);
  }

  /** What one call of the program came to. */
  record Outcome(int exitCode, String out, String err) {
    List<String> errorLines() {
      return err.lines().toList();
    }
  }

  Outcome run(String... args) {
    return run(new StringWriter(), args);
  }

  /** The same, with what it prints going elsewhere, such as to one who stops reading. */
  Outcome run(Writer out, String... args) {
    StringWriter err = new StringWriter();
    int code = Main.commandLineFor(place(), console(out, err), args).execute(args);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** Runs a command {@code fail} that the program does not have, and that does this. */
  Outcome fail(Callable<Integer> doing, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = line(out, err);
    CommandLine failing = new CommandLine(CommandSpec.wrapWithoutInspection(doing));
    line.addSubcommand("fail", failing);
    failing.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
    int code = Main.execute(line, console(out, err), args);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** What the program makes of its arguments, without doing anything. */
  ParseResult parse(String... args) {
    return line(new StringWriter(), new StringWriter()).parseArgs(args);
  }

  /** The names of the commands that are made ready for these arguments. */
  Set<String> commandsFor(String... args) {
    return Main.commandLineFor(place(), console(new StringWriter(), new StringWriter()), args)
        .getSubcommands()
        .keySet();
  }

  /** The global options among these arguments. */
  GlobalOptions options(String... args) {
    CommandLine line = line(new StringWriter(), new StringWriter());
    line.parseArgs(args);
    FleetCommand command = line.getCommand();
    return command.options();
  }

  private CommandLine line(StringWriter out, StringWriter err) {
    return Main.commandLine(place(), console(out, err));
  }

  private Place place() {
    return new Place(environment, folder, folder.resolve("home"), folder.resolve("root"));
  }

  private Console console(Writer out, StringWriter err) {
    return new Console(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        new BufferedReader(new StringReader("")),
        interactive);
  }
}
