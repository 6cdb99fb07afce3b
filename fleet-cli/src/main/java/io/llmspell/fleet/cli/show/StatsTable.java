package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import io.llmspell.fleet.shape.Measures;
import io.llmspell.fleet.shape.MetricsShape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What instances that run use just now: CPU time between two looks, the rest at the second one.
 *
 * @param between from the first look to the second
 */
public record StatsTable(List<Reading> first, List<Reading> second, Duration between) {
  private static final List<String> HEADINGS =
      List.of("ID", "NAME", "CPU", "MEMORY / LIMIT", "MEM %", "THREADS", "CONNS", "READ / WRITTEN");

  /** With a heading, columns aligned. */
  public List<String> lines() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    running().forEach(reading -> rows.add(row(reading)));
    return KernelTable.aligned(rows);
  }

  /** An array in one line; what is not known is null. */
  public String json() {
    ArrayNode array = Json.NODES.arrayNode();
    for (Reading reading : running()) {
      Optional<Metrics> more = reading.metrics();
      array
          .addObject()
          .put("id", reading.instance().id().value())
          .put("name", reading.instance().name())
          .put("cpu_percent", cpu(reading).orElse(null))
          .put("memory_mb", memory(reading).orElse(null))
          .put("memory_percent", MetricsShape.memoryPercent(reading).orElse(null))
          .put("threads", more.flatMap(Metrics::threads).orElse(null))
          .put("connections", MetricsShape.connections(reading).orElse(null))
          .put("read_bytes", more.flatMap(Metrics::io).map(Io::readBytes).orElse(null))
          .put("write_bytes", more.flatMap(Metrics::io).map(Io::writtenBytes).orElse(null));
    }
    return new String(JsonText.write(array), StandardCharsets.UTF_8);
  }

  private List<Reading> running() {
    return second.stream().filter(reading -> reading.instance().isRunning()).toList();
  }

  private List<String> row(Reading reading) {
    Optional<Metrics> more = reading.metrics();
    return List.of(
        reading.instance().id().value(),
        reading.instance().name(),
        cpu(reading).map(p -> p + "%").orElse("-"),
        memory(reading).map(mb -> mb + " MB").orElse("-")
            + more.flatMap(Metrics::memoryCeiling)
                .map(c -> " / " + Measures.tenths(c.mebibytes()) + " MB")
                .orElse(""),
        MetricsShape.memoryPercent(reading).map(p -> p + "%").orElse("-"),
        more.flatMap(Metrics::threads).map(String::valueOf).orElse("-"),
        MetricsShape.connections(reading).map(String::valueOf).orElse("-"),
        more.flatMap(Metrics::io)
            .map(io -> io.readBytes() + " / " + io.writtenBytes())
            .orElse("-"));
  }

  private static Optional<Double> memory(Reading reading) {
    return reading.usage().map(used -> Measures.tenths(used.memory().mebibytes()));
  }

  /** Of one core, to a tenth; of what was not there at the first look nothing is known yet. */
  private Optional<Double> cpu(Reading reading) {
    Map<InstanceId, Usage> before = new HashMap<>();
    first.forEach(r -> r.usage().ifPresent(used -> before.put(r.instance().id(), used)));
    return Optional.ofNullable(before.get(reading.instance().id()))
        .flatMap(then -> reading.usage().map(now -> now.cpuTime().minus(then.cpuTime())))
        .filter(spent -> !spent.isNegative() && between.toNanos() > 0)
        .map(spent -> Measures.tenths(100.0 * spent.toNanos() / between.toNanos()));
  }
}
