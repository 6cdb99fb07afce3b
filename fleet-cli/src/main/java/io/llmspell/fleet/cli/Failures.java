package io.llmspell.fleet.cli;

import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where an error becomes a message and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;
  private final GlobalOptions options;

  Failures(Console console, GlobalOptions options) {
    this.console = console;
    this.options = options;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
    PrintWriter err = console.err();
    ErrorCode code = thrown instanceof FleetException known ? known.code() : ErrorCode.INTERNAL;
    String message =
        thrown instanceof FleetException known
            ? known.getMessage()
            : "a fault in docker-fleet: " + thrown + "; please report it, with --stacktrace";
    err.println("docker-fleet: " + message);
    if (options.stacktrace()) {
      thrown.printStackTrace(err);
    }
    return code.exitCode();
  }

  @Override
  public int handleParseException(ParameterException thrown, String[] args) {
    CommandLine line = thrown.getCommandLine();
    PrintWriter err = console.err();
    err.println("docker-fleet: " + thrown.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(thrown, err)) {
      err.println("See `" + line.getCommandSpec().qualifiedName() + " --help`.");
    }
    return ErrorCode.USAGE.exitCode();
  }
}
