package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The original's metrics, field by field. */
class JsonMetricsTest {
  private static final Instant NOW = Views.STARTED.plusSeconds(10);
  private static final Metrics METRICS =
      new Metrics(
          Optional.of(ByteSize.parse("512m")),
          Optional.of(44),
          Optional.of(10),
          Optional.of(new Io(1048576, 524288)),
          Optional.of(List.of(new Connection("172.17.0.2:9560", "172.17.0.1:40000"))));
  private static final Reading FULL = reading(Views.full(), Optional.of(METRICS));
  private static final Reading DEAD = reading(Views.ended(), Optional.empty());
  private static final Reading BARE = reading(Views.full(), Optional.empty(), Optional.empty());

  @Test
  void aKernelHasEveryFieldOfTheOriginal() {
    JsonNode all = parsed(List.of(FULL, reading(Views.plain(), Optional.empty())));
    assertThat(all.at("/timestamp").textValue()).isEqualTo(NOW.toString());
    assertThat(all.at("/total_kernels").intValue()).as("no plain containers").isEqualTo(1);
    JsonNode kernel = all.at("/kernels/0");
    assertThat(kernel.at("/id").textValue()).isEqualTo("kernel-0badcafe");
    assertThat(kernel.at("/port").intValue()).isEqualTo(9560);
    assertThat(kernel.at("/language").textValue()).isEqualTo("lua");
    assertThat(kernel.at("/status").textValue()).isEqualTo("running");
    assertThat(kernel.at("/memory_mb").doubleValue()).isEqualTo(48.3);
    assertThat(kernel.at("/memory_percent").doubleValue()).isEqualTo(9.43);
    assertThat(kernel.at("/cpu_percent").doubleValue()).isEqualTo(25);
    assertThat(kernel.at("/connections").intValue()).isEqualTo(1);
    assertThat(kernel.at("/connection_details/0/local").textValue()).isEqualTo("172.17.0.2:9560");
    assertThat(kernel.at("/connection_details/0/remote").textValue()).endsWith(":40000");
    assertThat(kernel.at("/threads").intValue()).isEqualTo(44);
    assertThat(kernel.at("/uptime_seconds").longValue()).isEqualTo(10);
    assertThat(kernel.at("/nice").intValue()).isEqualTo(10);
    assertThat(kernel.at("/io/read_bytes").longValue()).isEqualTo(1048576);
    assertThat(kernel.at("/io/write_bytes").longValue()).isEqualTo(524288);
  }

  @Test
  void percentHasTwoDigits() {
    Usage odd = new Usage(ByteSize.parse("44.2m"), Duration.ZERO);
    Reading reading = reading(Views.full(), Optional.of(odd), Optional.of(METRICS));
    assertThat(Json.ofMetrics(List.of(reading), NOW)).contains("\"memory_percent\" : 8.63,");
  }

  @Test
  void totalsAreOverThoseThatRun() {
    JsonNode sum = parsed(List.of(FULL, FULL, DEAD)).at("/aggregated");
    assertThat(sum.at("/active_kernels").intValue()).isEqualTo(2);
    assertThat(sum.at("/dead_kernels").intValue()).isEqualTo(1);
    assertThat(sum.at("/total_memory_mb").doubleValue()).isEqualTo(96.6);
    assertThat(sum.at("/avg_memory_mb").doubleValue()).isEqualTo(48.3);
    assertThat(sum.at("/total_cpu_percent").doubleValue()).isEqualTo(50);
    assertThat(sum.at("/avg_cpu_percent").doubleValue()).isEqualTo(25);
    assertThat(sum.at("/total_connections").intValue()).isEqualTo(2);
    assertThat(sum.at("/total_threads").intValue()).isEqualTo(88);
  }

  @Test
  void whatIsNotKnownIsNullAndNotZero() {
    JsonNode all = parsed(List.of(BARE));
    for (String field :
        List.of(
            "memory_mb",
            "memory_percent",
            "cpu_percent",
            "connections",
            "connection_details",
            "threads",
            "nice",
            "io/read_bytes",
            "io/write_bytes")) {
      assertThat(all.at("/kernels/0/" + field).isNull()).as(field).isTrue();
    }
    assertThat(all.at("/aggregated/total_memory_mb").isNull()).isTrue();
    assertThat(all.at("/aggregated/total_threads").isNull()).isTrue();
  }

  @Test
  void anEmptyFleetUsesNothing() {
    JsonNode all = parsed(List.of());
    assertThat(all.at("/total_kernels").intValue()).isZero();
    assertThat(all.at("/kernels").isArray()).isTrue();
    assertThat(all.at("/aggregated/total_memory_mb").doubleValue()).isZero();
    assertThat(all.at("/aggregated/total_threads").isNumber()).isTrue();
  }

  @Test
  void aDeadKernelIsCountedAndHasNoNumbers() {
    JsonNode dead = parsed(List.of(DEAD)).at("/kernels/0");
    assertThat(dead.at("/status").textValue()).isEqualTo("dead");
    assertThat(dead.at("/uptime_seconds").isNull()).isTrue();
  }

  @Test
  void statsShowTheCpuTimeBetweenTwoLooks() throws JsonProcessingException {
    Usage later = new Usage(ByteSize.parse("48.26m"), Duration.ofSeconds(3));
    Reading second = reading(Views.full(), Optional.of(later), Optional.of(METRICS));
    StatsTable stats = new StatsTable(List.of(FULL), List.of(second, DEAD), Duration.ofSeconds(2));
    assertThat(stats.lines())
        .containsExactly(
            "ID               NAME        CPU    MEMORY / LIMIT      MEM %  THREADS  CONNS  READ /"
                + " WRITTEN",
            "kernel-0badcafe  demo-lua-2  25.0%  48.3 MB / 512.0 MB  9.43%  44       1      1048576"
                + " / 524288");
    JsonNode json = new ObjectMapper().readTree(stats.json());
    assertThat(json).hasSize(1);
    assertThat(json.at("/0/cpu_percent").doubleValue()).isEqualTo(25);
    assertThat(stats.json()).doesNotContain("\n");
  }

  private static Reading reading(KernelView view, Optional<Metrics> metrics) {
    return reading(view, view.usage(), metrics);
  }

  private static Reading reading(
      KernelView view, Optional<Usage> usage, Optional<Metrics> metrics) {
    return new Reading(view.instance(), usage, metrics);
  }

  private static JsonNode parsed(List<Reading> all) {
    try {
      return new ObjectMapper().readTree(Json.ofMetrics(all, NOW));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
