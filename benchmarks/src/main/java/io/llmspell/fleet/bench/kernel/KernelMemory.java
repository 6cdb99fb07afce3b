package io.llmspell.fleet.bench.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Streams;
import io.llmspell.fleet.bench.measure.ProcessStatus;
import io.llmspell.fleet.bench.report.Figures;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.docker.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the processes of one container have in memory, as the host sees them. */
public final class KernelMemory {
  private KernelMemory() {}

  /** Only where the engine's processes are this machine's. */
  public static boolean isVisible(Engine engine) {
    return engine.endpoint().isLocal();
  }

  /** One row for each program. */
  public static Table of(Engine engine, String container) {
    List<HostProcess> processes = pids(engine, container).stream().map(HostProcess::of).toList();
    Table table = new Table("program", "processes", "resident, MiB", "its share, MiB");
    processes.stream().collect(Collectors.groupingBy(HostProcess::name)).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(program -> row(table, program.getKey(), program.getValue()));
    row(table, "all", processes);
    return table;
  }

  private static void row(Table table, String name, List<HostProcess> processes) {
    table.row(
        name,
        Integer.toString(processes.size()),
        mebibytes(processes.stream().mapToLong(HostProcess::resident).sum()),
        mebibytes(processes.stream().mapToLong(HostProcess::share).sum()));
  }

  private static List<Long> pids(Engine engine, String container) {
    JsonNode top =
        engine.read("list processes of " + container, "/containers/" + container + "/top");
    List<String> titles = Streams.stream(top.path("Titles")).map(JsonNode::asText).toList();
    int column = titles.indexOf("PID");
    return Streams.stream(top.path("Processes"))
        .map(process -> Long.parseLong(process.path(column).asText()))
        .toList();
  }

  private static String mebibytes(long kilobytes) {
    return Figures.plain(kilobytes / 1024.0);
  }

  /**
   * One process.
   *
   * @param resident kilobytes
   * @param share kilobytes, with pages that several processes have counted in parts
   */
  private record HostProcess(String name, long resident, long share) {
    static HostProcess of(long pid) {
      ProcessStatus maps = ProcessStatus.mapsOf(pid);
      return new HostProcess(
          ProcessStatus.of(pid).name(),
          maps.kilobytes("Rss").orElseThrow(),
          maps.kilobytes("Pss").orElseThrow());
    }
  }
}
