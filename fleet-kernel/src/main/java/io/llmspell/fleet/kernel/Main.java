package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.kernel.javascript.JavaScriptLanguage;
import io.llmspell.fleet.kernel.language.Console;
import io.llmspell.fleet.kernel.language.Language;
import io.llmspell.fleet.kernel.lua.LuaLanguage;
import io.llmspell.fleet.machine.Signals;
import io.llmspell.fleet.model.ConnectionInfo;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The command {@code fleet-kernel}. Exit codes are those of {@link ErrorCode}: 0 after a graceful
 * end (a shutdown request or SIGTERM), 2 for a wrong command line, 3 and 4 for a wrong or missing
 * config file, 7 for a port that is taken. Out of memory, it ends with {@link
 * OutOfMemory#EXIT_CODE}.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    OutOfMemory.endsTheProcess();
    // Not by returning: a cell that is stuck in native code must not keep the process.
    System.exit(run(List.of(arguments), System.getenv()));
  }

  private static int run(List<String> arguments, Map<String, String> environment) {
    try {
      CommandLine line = CommandLine.parse(arguments, environment);
      switch (line.command()) {
        case START -> start(line);
        case SELF_TEST -> SelfTest.run();
        case HELP -> System.out.print(CommandLine.USAGE);
        case VERSION -> System.out.println("fleet-kernel " + Replies.VERSION);
      }
      return 0;
    } catch (FleetException e) {
      System.err.println("fleet-kernel: " + e.getMessage());
      return e.code().exitCode();
    } catch (InterruptedException e) {
      return ErrorCode.CANCELLED.exitCode();
    }
  }

  /** Runs a kernel until somebody ends it. */
  private static void start(CommandLine line) throws InterruptedException {
    KernelConfig config = line.config().map(KernelConfig::read).orElse(KernelConfig.DEFAULT);
    try (Log log = log(line, config)) {
      String id = line.id().orElseGet(Main::newId);
      ConnectionPlace place =
          ConnectionPlace.at(line.connectionFile().orElseGet(() -> defaultFile(id)));
      String language = config.language().text();
      ConnectionInfo wanted = place.wanted(line.port(), language);
      try (Kernel kernel =
          Kernel.start(wanted, interpreter(config.language()), line.idleTimeout(), log)) {
        if (!Signals.on("INT", kernel::interrupt) || !Signals.on("TERM", kernel::end)) {
          log.warn("this JVM hands over no signals: SIGINT will not interrupt a cell");
        }
        report(line, config, place, log);
        serve(kernel, id + " (" + language + ")", place, line.pidFile().map(PidFile::new), log);
      }
      log.info("kernel " + id + " has ended");
    }
  }

  /** Leaves no file behind, however it ends. */
  private static void serve(
      Kernel kernel, String name, ConnectionPlace place, Optional<PidFile> pidFile, Log log)
      throws InterruptedException {
    try {
      place.write(kernel.connection());
      pidFile.ifPresent(PidFile::write);
      log.info("kernel " + name + " is ready: " + kernel.connection());
      log.info(
          "connection file " + (place.given().isPresent() ? "read: " : "written: ") + place.file());
      kernel.awaitEnd();
    } finally {
      tidy(() -> place.remove(kernel.connection()), log);
      pidFile.ifPresent(file -> tidy(file::remove, log));
    }
  }

  /** A file that stays must hide neither why the kernel ends nor the other file. */
  private static void tidy(Runnable removal, Log log) {
    try {
      removal.run();
    } catch (FleetException e) {
      log.warn(e.getMessage());
    }
  }

  static Function<Console, Language> interpreter(KernelConfig.LanguageName name) {
    return switch (name) {
      case LUA -> LuaLanguage::new;
      case JAVASCRIPT -> JavaScriptLanguage::new;
    };
  }

  private static Log log(CommandLine line, KernelConfig config) {
    return line.logFile()
        .map(file -> Log.to(config.logLevel(), file))
        .orElseGet(() -> Log.to(config.logLevel()));
  }

  /** Says what was asked for and is not done. */
  private static void report(
      CommandLine line, KernelConfig config, ConnectionPlace place, Log log) {
    config.doubts().forEach(doubt -> log.warn("config: " + doubt));
    line.givenPort().flatMap(place::objectionTo).ifPresent(log::warn);
    line.maxClients()
        .ifPresent(
            n -> log.warn("--max-clients " + n + " is not enforced: any number may connect"));
    line.idleTimeout()
        .ifPresent(limit -> log.info("an execution may take " + limit.toSeconds() + " s"));
    if (config.llm()) {
      log.info("[llm] in the config is not used: this kernel calls no model");
    }
  }

  private static String newId() {
    return "kernel-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  private static Path defaultFile(String id) {
    return Path.of(System.getProperty("user.home"), ".llmspell", "kernels", id + ".json");
  }
}
