package io.llmspell.fleet.bench;

import io.llmspell.fleet.bench.contest.Peers;
import io.llmspell.fleet.bench.measure.ProcessStatus;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.docker.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where and with what a run was made: all that is not told by its figures. */
final class Machine {
  private Machine() {}

  /**
   * All that is not told by a run's figures.
   *
   * @param load the load average before the run
   */
  static Table describe(Engine engine, Peers peers, Path root, double load) {
    Table table = new Table("", "");
    table.row("date", ZonedDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE));
    table.row("commit", commit(root));
    table.row("processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
    table.row("memory", memory());
    table.row("load before the run", Figures.ratio(load));
    table.row("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    table.row("engine", engine.description());
    table.row(
        "JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    peers.composes().forEach(peer -> table.row(peer.name(), peer.version()));
    peers.absent().forEach(name -> table.row(name, "not on this machine: not measured"));
    return table;
  }

  /** How many processes want a processor, on average over the last minute; negative: unknown. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String commit(Path root) {
    try {
      return Program.of("git", "-C", root.toString(), "describe", "--always", "--dirty")
          .run()
          .out()
          .strip();
    } catch (IllegalStateException | UncheckedIOException e) {
      return "unknown: this is no checkout";
    }
  }

  private static String processor() {
    return file("/proc/cpuinfo")
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String memory() {
    return new ProcessStatus(file("/proc/meminfo"))
        .kilobytes("MemTotal").stream()
            .mapToObj(kb -> String.format(Locale.ROOT, "%.1f GiB", kb / 1024.0 / 1024.0))
            .findFirst()
            .orElse("unknown");
  }

  private static String file(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      return "";
    }
  }
}
