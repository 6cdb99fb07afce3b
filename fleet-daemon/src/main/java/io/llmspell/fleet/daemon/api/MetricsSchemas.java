package io.llmspell.fleet.daemon.api;

import static io.llmspell.fleet.daemon.http.Schema.maybe;
import static io.llmspell.fleet.daemon.http.Schema.number;
import static io.llmspell.fleet.daemon.http.Schema.oneOf;
import static io.llmspell.fleet.daemon.http.Schema.text;
import static io.llmspell.fleet.daemon.http.Schema.whole;

import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.loop.KernelView;

/** The numbers of the fleet, described; see {@code docs/metrics.md}. */
final class MetricsSchemas {
  private static final Schema COUNT = Schemas.COUNT;
  private static final Schema NUMBER = maybe(number());
  private static final Schema MAYBE_COUNT = maybe(COUNT);

  private static final ObjectSchema CONNECTION =
      ObjectSchema.named("ClientConnection")
          .with("local", text(), "")
          .with("remote", text(), "")
          .with("status", text(), "");

  private static final ObjectSchema IO =
      ObjectSchema.named("Io")
          .with("read_bytes", MAYBE_COUNT, "")
          .with("write_bytes", MAYBE_COUNT, "");

  private static final ObjectSchema KERNEL =
      ObjectSchema.named("KernelMetrics")
          .with("id", text(), "")
          .with("name", text(), "")
          .with("port", MAYBE_COUNT, "")
          .with("language", maybe(text()), "")
          .with("status", oneOf(Schemas.words(KernelView.Status.values())), "")
          .with("memory_mb", NUMBER, "")
          .with("memory_percent", NUMBER, "")
          .with("cpu_percent", NUMBER, "")
          .with("connections", MAYBE_COUNT, "")
          .with("connection_details", maybe(Schemas.all(CONNECTION)), "")
          .with("threads", MAYBE_COUNT, "")
          .with("uptime_seconds", MAYBE_COUNT, "")
          .with("nice", maybe(whole(-20, 19)), "")
          .with("io", IO, "");

  private static final ObjectSchema AGGREGATED =
      ObjectSchema.named("AggregatedMetrics")
          .with("active_kernels", COUNT, "")
          .with("dead_kernels", COUNT, "")
          .with("total_memory_mb", NUMBER, "")
          .with("avg_memory_mb", NUMBER, "")
          .with("total_cpu_percent", NUMBER, "")
          .with("avg_cpu_percent", NUMBER, "")
          .with("total_connections", MAYBE_COUNT, "")
          .with("total_threads", MAYBE_COUNT, "");

  static final ObjectSchema METRICS =
      ObjectSchema.named("Metrics")
          .with("timestamp", Schemas.INSTANT, "")
          .with("total_kernels", COUNT, "")
          .with("kernels", Schemas.all(KERNEL), "")
          .with("aggregated", AGGREGATED, "");

  private MetricsSchemas() {}
}
