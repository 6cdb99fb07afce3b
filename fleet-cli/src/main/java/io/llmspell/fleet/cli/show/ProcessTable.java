package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import io.llmspell.fleet.shape.Measures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The processes of instances. */
public final class ProcessTable {
  private static final List<String> HEADINGS =
      List.of("PID", "PPID", "USER", "NICE", "THREADS", "MEMORY", "TIME", "COMMAND");

  private ProcessTable() {}

  /** A table for each, under its name. */
  public static List<String> lines(Map<Instance, List<RunningProcess>> all) {
    List<String> lines = new ArrayList<>();
    all.forEach(
        (instance, processes) -> {
          lines.add(instance.name());
          List<List<String>> rows = new ArrayList<>();
          rows.add(HEADINGS);
          processes.forEach(process -> rows.add(row(process)));
          lines.addAll(KernelTable.aligned(rows));
        });
    return lines;
  }

  /** An array of instances, each with an array of processes. */
  public static String json(Map<Instance, List<RunningProcess>> all) {
    ArrayNode array = Json.NODES.arrayNode();
    all.forEach(
        (instance, processes) -> {
          ObjectNode node = array.addObject();
          node.put("id", instance.id().value()).put("name", instance.name());
          ArrayNode each = node.putArray("processes");
          processes.forEach(process -> put(each.addObject(), process));
        });
    return Json.text(array);
  }

  private static void put(ObjectNode node, RunningProcess process) {
    node.put("pid", process.id())
        .put("ppid", process.parent())
        .put("user", process.user())
        .put("nice", process.nice())
        .put("threads", process.threads())
        .put("memory_mb", Measures.tenths(process.memory().mebibytes()))
        .put("cpu_seconds", process.cpuTime().toSeconds())
        .put("command", process.command());
  }

  private static List<String> row(RunningProcess process) {
    Duration time = process.cpuTime();
    return List.of(
        String.valueOf(process.id()),
        String.valueOf(process.parent()),
        process.user(),
        String.valueOf(process.nice()),
        String.valueOf(process.threads()),
        Measures.tenths(process.memory().mebibytes()) + " MB",
        "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart()),
        process.command());
  }
}
