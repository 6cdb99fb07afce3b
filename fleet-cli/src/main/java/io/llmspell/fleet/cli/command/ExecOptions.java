package io.llmspell.fleet.cli.command;

import io.llmspell.fleet.cli.command.FleetCommand.Context;
import io.llmspell.fleet.cli.session.Terminal;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Size;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code exec} and {@code shell} run a program, and what they share with it. */
final class ExecOptions {
  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "As whom (else as the kernel).")
  private @Nullable String user;

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "FOLDER",
      description = "Where.")
  private @Nullable String folder;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "A variable; without a value it has your own.")
  private final List<String> variables = new ArrayList<>();

  @Option(
      names = {"-T", "--no-TTY"},
      description = "Give it no terminal; it has one if you have one.")
  private boolean noTerminal;

  /** For those who are used to it, as is the next. */
  @Option(
      names = {"-i", "--interactive"},
      description = "As ever: it has your input.")
  void input(boolean given) {}

  @Option(
      names = {"-t", "--tty"},
      description = "As ever: it has a terminal if you have one.")
  void terminal(boolean given) {}

  /**
   * Runs it with this program's own input and output.
   *
   * @return its exit code
   */
  int run(Context context, String which, List<String> words) {
    ProjectName project = context.session().declared().project();
    try (Fleet fleet = context.session().open(FleetListener.NONE)) {
      Insight insight = fleet.insight(project);
      if (noTerminal || !Terminal.isThere()) {
        return insight.exec(which, program(words, context, Optional.empty()), streams());
      }
      try (Terminal terminal = Terminal.handOver()) {
        return insight.exec(which, program(words, context, Optional.of(terminal::size)), streams());
      }
    }
  }

  private static Streams streams() {
    return new Streams(System.in, System.out, System.err);
  }

  private Program program(List<String> words, Context context, Optional<Supplier<Size>> terminal) {
    Map<String, String> environment = new TreeMap<>();
    for (String variable : variables) {
      int sign = variable.indexOf('=');
      if (sign == 0) {
        throw new FleetException(ErrorCode.USAGE, "--env: '" + variable + "' has no name");
      }
      String name = sign < 0 ? variable : variable.substring(0, sign);
      Optional.ofNullable(
              sign < 0
                  ? context.session().place().environment().get(name)
                  : variable.substring(sign + 1))
          .ifPresent(value -> environment.put(name, value));
    }
    return new Program(
        words, Optional.ofNullable(user), Optional.ofNullable(folder), environment, terminal);
  }
}
