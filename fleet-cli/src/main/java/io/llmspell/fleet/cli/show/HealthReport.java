package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.loop.Condition;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.shape.Measures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How instances are: a paragraph each for people, an array for programs. */
public final class HealthReport {
  private HealthReport() {}

  /** What is well takes one line; what is not, its cause and its last lines below. */
  public static List<String> lines(List<Condition> all, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Condition one : all) {
      lines.add(line(one, now));
      if (!one.state().isWell()) {
        one.view().instance().exit().ifPresent(exit -> lines.add("    ended: " + exit.cause()));
        one.lastLines().forEach(printed -> lines.add("    | " + printed));
      }
    }
    long well = all.stream().filter(one -> one.state().isWell()).count();
    lines.add(well + " of " + all.size() + " well.");
    return lines;
  }

  /** An array; what is not known is null. */
  public static String json(List<Condition> all, Instant now) {
    ArrayNode array = Json.NODES.arrayNode();
    all.forEach(one -> array.add(node(one, now)));
    return Json.text(array);
  }

  private static String line(Condition one, Instant now) {
    KernelView view = one.view();
    List<String> facts = new ArrayList<>();
    facts.add("phase " + view.phase().name().toLowerCase(Locale.ROOT));
    view.instance().spec().kernel().ifPresent(k -> facts.add("ports " + span(k.ports())));
    view.heartbeat().ifPresent(echo -> facts.add("heartbeat " + millis(echo) + " ms"));
    memory(view, now).ifPresent(facts::add);
    return "%-12s %s (%s): %s"
        .formatted(
            one.state().name().toLowerCase(Locale.ROOT),
            view.instance().name(),
            view.instance().id(),
            String.join(", ", facts));
  }

  private static String span(PortBlock ports) {
    return ports.base() + "-" + (ports.base() + PortBlock.SIZE - 1);
  }

  private static Optional<String> memory(KernelView view, Instant now) {
    Optional<ByteSize> limit = view.instance().spec().memory();
    return Measures.of(view, now)
        .memoryMb()
        .map(
            used ->
                "memory "
                    + used
                    + " MB"
                    + limit.map(l -> " of " + Measures.tenths(l.mebibytes()) + " MB").orElse(""));
  }

  private static ObjectNode node(Condition one, Instant now) {
    KernelView view = one.view();
    Instance instance = view.instance();
    Measures measures = Measures.of(view, now);
    ObjectNode node = Json.NODES.objectNode();
    node.put("id", instance.id().value());
    node.put("name", instance.name());
    node.put("state", one.state().name().toLowerCase(Locale.ROOT));
    node.put("healthy", one.state().isWell());
    node.put("phase", view.phase().name().toLowerCase(Locale.ROOT));
    node.put("container_id", instance.handle());
    node.put("host", instance.host().orElse(null));
    instance
        .spec()
        .kernel()
        .ifPresentOrElse(k -> putPorts(node, k.ports()), () -> node.putNull("ports"));
    node.put("heartbeat_ms", view.heartbeat().map(HealthReport::millis).orElse(null));
    node.put("memory_mb", measures.memoryMb().orElse(null));
    node.put("memory_limit_mb", instance.spec().memory().map(ByteSize::mebibytes).orElse(null));
    node.put("uptime_seconds", measures.uptimeSeconds().orElse(null));
    node.put("exit_code", instance.exit().map(Instance.Exit::code).orElse(null));
    node.put("out_of_memory", instance.exit().map(Instance.Exit::outOfMemory).orElse(null));
    node.put("cause", instance.exit().map(Instance.Exit::cause).orElse(null));
    ArrayNode last = node.putArray("last_lines");
    one.lastLines().forEach(last::add);
    return node;
  }

  private static void putPorts(ObjectNode node, PortBlock ports) {
    node.putObject("ports")
        .put("shell", ports.shell())
        .put("iopub", ports.iopub())
        .put("stdin", ports.stdin())
        .put("control", ports.control())
        .put("heartbeat", ports.heartbeat());
  }

  /** To a tenth. */
  private static double millis(Duration echo) {
    return Measures.tenths(echo.toNanos() / 1e6);
  }
}
