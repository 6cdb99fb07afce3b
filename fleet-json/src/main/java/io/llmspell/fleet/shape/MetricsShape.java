package io.llmspell.fleet.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The numbers of a fleet's kernels, each and together; see {@code docs/metrics.md}. What is not
 * known is null, never left out and never zero.
 */
public final class MetricsShape {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MetricsShape() {}

  /** An object; plain containers are not in it. */
  public static ObjectNode of(List<Reading> all, Instant now) {
    List<Reading> kernels = all.stream().filter(r -> r.instance().isKernel()).toList();
    ObjectNode node = NODES.objectNode();
    node.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    node.put("total_kernels", kernels.size());
    ArrayNode each = node.putArray("kernels");
    kernels.forEach(kernel -> each.add(node(kernel, now)));
    node.set("aggregated", aggregated(kernels, now));
    return node;
  }

  /** Of its limit, or of the machine's memory where it has none; to a hundredth. */
  public static Optional<Double> memoryPercent(Reading reading) {
    return reading
        .usage()
        .flatMap(
            used ->
                reading
                    .metrics()
                    .flatMap(Metrics::memoryCeiling)
                    .filter(ceiling -> ceiling.bytes() > 0)
                    .map(c -> hundredths(100.0 * used.memory().bytes() / c.bytes())));
  }

  private static double hundredths(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static ObjectNode node(Reading reading, Instant now) {
    Instance instance = reading.instance();
    Optional<KernelFacts> kernel = instance.spec().kernel();
    Optional<Metrics> metrics = reading.metrics();
    Measures measures = Measures.of(instance, reading.usage(), now);
    ObjectNode node = NODES.objectNode();
    node.put("id", instance.id().value());
    node.put("name", instance.name());
    node.put("port", kernel.map(k -> k.ports().base()).orElse(null));
    node.put("language", kernel.map(KernelFacts::language).orElse(null));
    node.put("status", status(instance));
    node.put("memory_mb", measures.memoryMb().orElse(null));
    node.put("memory_percent", memoryPercent(reading).orElse(null));
    node.put("cpu_percent", measures.cpuPercent().orElse(null));
    node.put("connections", connections(reading).orElse(null));
    node.set("connection_details", details(metrics.flatMap(Metrics::connections)));
    node.put("threads", metrics.flatMap(Metrics::threads).orElse(null));
    node.put("uptime_seconds", measures.uptimeSeconds().orElse(null));
    node.put("nice", metrics.flatMap(Metrics::nice).orElse(null));
    node.putObject("io")
        .put("read_bytes", metrics.flatMap(Metrics::io).map(Io::readBytes).orElse(null))
        .put("write_bytes", metrics.flatMap(Metrics::io).map(Io::writtenBytes).orElse(null));
    return node;
  }

  private static String status(Instance instance) {
    return instance.isRunning() ? "running" : instance.phase() == Phase.GONE ? "dead" : "starting";
  }

  private static JsonNode details(Optional<List<Connection>> connections) {
    if (connections.isEmpty()) {
      return NODES.nullNode();
    }
    ArrayNode array = NODES.arrayNode();
    connections
        .get()
        .forEach(
            one ->
                array
                    .addObject()
                    .put("local", one.local())
                    .put("remote", one.remote())
                    .put("status", "ESTABLISHED"));
    return array;
  }

  /** How many clients it has. */
  public static Optional<Integer> connections(Reading reading) {
    return reading.metrics().flatMap(Metrics::connections).map(List::size);
  }

  private static ObjectNode aggregated(List<Reading> kernels, Instant now) {
    List<Reading> active = kernels.stream().filter(r -> r.instance().isRunning()).toList();
    Function<Reading, Optional<Double>> memory =
        r -> Measures.of(r.instance(), r.usage(), now).memoryMb();
    Function<Reading, Optional<Double>> cpu =
        r -> Measures.of(r.instance(), r.usage(), now).cpuPercent();
    ObjectNode node = NODES.objectNode();
    node.put("active_kernels", active.size());
    node.put(
        "dead_kernels", kernels.stream().filter(r -> r.instance().phase() == Phase.GONE).count());
    node.put("total_memory_mb", total(active, memory).orElse(null));
    node.put("avg_memory_mb", average(active, memory).orElse(null));
    node.put("total_cpu_percent", total(active, cpu).orElse(null));
    node.put("avg_cpu_percent", average(active, cpu).orElse(null));
    node.put(
        "total_connections",
        total(active, r -> connections(r).map(Integer::doubleValue))
            .map(Double::intValue)
            .orElse(null));
    node.put(
        "total_threads",
        total(active, r -> r.metrics().flatMap(Metrics::threads).map(Integer::doubleValue))
            .map(Double::intValue)
            .orElse(null));
    return node;
  }

  /** Of those of which it is known; unknown if it is of none of them, zero if there are none. */
  private static Optional<Double> total(
      List<Reading> active, Function<Reading, Optional<Double>> number) {
    List<Double> known = known(active, number);
    return known.isEmpty() && !active.isEmpty()
        ? Optional.empty()
        : Optional.of(Measures.tenths(known.stream().mapToDouble(Double::doubleValue).sum()));
  }

  private static Optional<Double> average(
      List<Reading> active, Function<Reading, Optional<Double>> number) {
    int count = Math.max(1, known(active, number).size());
    return total(active, number).map(sum -> Measures.tenths(sum / count));
  }

  private static List<Double> known(
      List<Reading> active, Function<Reading, Optional<Double>> number) {
    return active.stream().map(number).flatMap(Optional::stream).toList();
  }
}
