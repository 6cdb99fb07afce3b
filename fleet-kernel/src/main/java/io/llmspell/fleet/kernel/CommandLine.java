package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line, the same as that of {@code llmspell kernel start}.
 *
 * @param command what to do
 * @param givenPort the first of the five to bind, if the kernel chooses its own connection; 0 means
 *     any free ones
 * @param idleTimeout despite its name, as with llmspell, how long one execution may take
 * @param maxClients accepted for llmspell's sake; the protocol knows no clients to count
 */
record CommandLine(
    Command command,
    Optional<Path> config,
    Optional<Integer> givenPort,
    Optional<String> id,
    Optional<Path> connectionFile,
    Optional<Path> logFile,
    Optional<Path> pidFile,
    Optional<Duration> idleTimeout,
    Optional<Integer> maxClients) {

  /** What can be asked for. */
  enum Command {
    START,
    /** Starts a kernel of each language, has it run a cell, and says how that went. */
    SELF_TEST,
    HELP,
    VERSION
  }

  static final String USAGE =
      """
      Usage: fleet-kernel [--config FILE] kernel start [OPTION...]
             fleet-kernel selftest | --help, -h | --version

        --config FILE           TOML: [kernel] language = "lua" | "javascript", debug;
                                [logging] level. LLMSPELL_CONFIG names it too.
        --port P                first of five ports (default 9555; 0: any free ones);
                                a connection file that is there says otherwise
        --id ID                 the kernel's id (default: random)
        --connection-file F     read if it is there, otherwise written
                                (default ~/.llmspell/kernels/ID.json)
        --log-file L            log there, too
        --pid-file I            write the process id there
        --idle-timeout S        stop an execution after S seconds
        --max-clients N         accepted, not enforced
      """;

  private static final int DEFAULT_PORT = 9555;
  private static final String DAEMON = "--daemon";
  private static final Set<String> WITH_VALUE =
      Set.of(
          "--config",
          "--port",
          "--id",
          "--connection-file",
          "--log-file",
          "--pid-file",
          "--idle-timeout",
          "--max-clients");

  /** The port that was given, or else the usual one. */
  int port() {
    return givenPort.orElse(DEFAULT_PORT);
  }

  /**
   * Reads it.
   *
   * @param environment where {@code LLMSPELL_CONFIG} may name the config file
   * @throws FleetException with {@code USAGE}, if it is none
   */
  static CommandLine parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> options = new HashMap<>();
    List<String> words = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String argument = rest.removeFirst();
      if (!argument.startsWith("--") || isCommand(argument)) {
        words.add(argument);
      } else {
        readOption(argument, rest, options);
      }
    }
    String fromEnvironment = environment.getOrDefault("LLMSPELL_CONFIG", "");
    return new CommandLine(
        command(words),
        text(options, "--config")
            .or(() -> Optional.of(fromEnvironment).filter(name -> !name.isEmpty()))
            .map(Path::of),
        number(options, "--port", 0, 65_531),
        text(options, "--id"),
        text(options, "--connection-file").map(Path::of),
        text(options, "--log-file").map(Path::of),
        text(options, "--pid-file").map(Path::of),
        number(options, "--idle-timeout", 0, Integer.MAX_VALUE)
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds),
        number(options, "--max-clients", 1, Integer.MAX_VALUE));
  }

  private static boolean isCommand(String argument) {
    return argument.equals("--help") || argument.equals("-h") || argument.equals("--version");
  }

  private static void readOption(String argument, Deque<String> rest, Map<String, String> options) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    if (name.equals(DAEMON)) {
      throw wrongOption(
          "--daemon is not supported: run the kernel in the foreground, under an init or a"
              + " supervisor that keeps it");
    }
    if (!WITH_VALUE.contains(name)) {
      throw wrongOption("unknown option " + name);
    }
    String value = equals < 0 ? rest.pollFirst() : argument.substring(equals + 1);
    if (value == null || value.isEmpty()) {
      throw wrongOption(name + " needs a value");
    }
    options.put(name, value);
  }

  private static Command command(List<String> words) {
    return switch (String.join(" ", words)) {
      case "kernel start" -> Command.START;
      case "selftest" -> Command.SELF_TEST;
      case "--help", "help", "kernel start --help", "kernel --help" -> Command.HELP;
      case "-h", "kernel start -h", "kernel -h" -> Command.HELP;
      case "--version" -> Command.VERSION;
      case "" -> throw usage("a command is missing: kernel start");
      default -> throw usage("unknown command " + String.join(" ", words));
    };
  }

  private static Optional<String> text(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name));
  }

  private static Optional<Integer> number(
      Map<String, String> options, String name, int least, int most) {
    Optional<String> text = text(options, name);
    try {
      Optional<Integer> number = text.map(Integer::valueOf);
      if (number.isEmpty() || (number.get() >= least && number.get() <= most)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrongOption(name + " needs a whole number, not " + text.orElse(""));
    }
    throw wrongOption(name + " has to be from " + least + " to " + most);
  }

  /** Short: who names options knows the rest. */
  private static FleetException wrongOption(String what) {
    return new FleetException(ErrorCode.USAGE, what + "\n(fleet-kernel --help shows the options)");
  }

  private static FleetException usage(String what) {
    return new FleetException(ErrorCode.USAGE, what + "\n\n" + USAGE);
  }
}
