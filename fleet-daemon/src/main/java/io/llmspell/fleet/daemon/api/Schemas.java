package io.llmspell.fleet.daemon.api;

import static io.llmspell.fleet.daemon.http.Schema.listOf;
import static io.llmspell.fleet.daemon.http.Schema.maybe;
import static io.llmspell.fleet.daemon.http.Schema.number;
import static io.llmspell.fleet.daemon.http.Schema.oneOf;
import static io.llmspell.fleet.daemon.http.Schema.text;
import static io.llmspell.fleet.daemon.http.Schema.truth;
import static io.llmspell.fleet.daemon.http.Schema.whole;

import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is answered, described. */
final class Schemas {
  static final Schema COUNT = whole(0, Long.MAX_VALUE);
  static final Schema INSTANT = text();

  /** Names a kernel as people do: by id, port, name, slot, service, or the beginning of one. */
  static final Schema SELECTOR = text(200);

  static final ObjectSchema KERNEL = kernel("Kernel");

  static final ObjectSchema KERNELS =
      ObjectSchema.named("Kernels").with("kernels", all(KERNEL), "Ordered by name");

  static final ObjectSchema FOUND =
      kernel("FoundKernel")
          .with("claim", maybe(text()), "The place at it; null if any number may have it");

  static final ObjectSchema REFERENCE =
      ObjectSchema.named("KernelReference")
          .with("id", text(), "")
          .with("name", text(), "")
          .with("slot", maybe(text()), "")
          .with("service", maybe(text()), "");

  static final ObjectSchema HEALTH =
      ObjectSchema.named("Health")
          .with("status", oneOf(List.of("healthy", "starting", "degraded")), "")
          .optional("reason", text(), "Why it is degraded");

  static final ObjectSchema HELD =
      ObjectSchema.named("HeldSlot")
          .with("slot", text(), "")
          .with("reason", text(), "Why it is not filled now, or not again");

  static final ObjectSchema PLAN =
      ObjectSchema.named("Plan")
          .with("at", INSTANT, "When the look was taken")
          .with(
              "actions",
              all(
                  ObjectSchema.named("Action")
                      .with("action", text(), "")
                      .with("subject", text(), "")
                      .with("reason", text(), "")),
              "What the last look left to do, and what it keeps")
          .with("held", all(HELD), "");

  static final ObjectSchema SERVICE =
      ObjectSchema.named("Service")
          .with("name", text(), "")
          .with("kernel", truth(), "Whether its instances are kernels")
          .with("image", text(), "")
          .with("scale", COUNT, "How many are wanted")
          .with("running", COUNT, "How many run")
          .with("ready", COUNT, "How many answer")
          .with("instances", all(KERNEL), "")
          .with("held", all(HELD), "");

  static final ObjectSchema REGISTRY =
      ObjectSchema.named("Registry")
          .with(
              "kernels",
              all(
                  ObjectSchema.named("RegistryEntry")
                      .with("id", text(), "")
                      .with("name", text(), "")
                      .with("project", text(), "")
                      .with("port", COUNT, "")
                      .with("language", text(), "")
                      .with("config", maybe(text()), "")
                      .with("status", oneOf(words(KernelView.Status.values())), "")
                      .with("started_at", maybe(INSTANT), "")),
              "Without keys");

  static final ObjectSchema METRICS = MetricsSchemas.METRICS;

  static final ObjectSchema EXECUTION =
      ObjectSchema.named("Execution")
          .with("exit_code", maybe(whole(Integer.MIN_VALUE, Integer.MAX_VALUE)), "null: not ended")
          .with("timed_out", truth(), "Whether it goes on")
          .with("stdout", text(), "")
          .with("stderr", text(), "")
          .with("truncated", truth(), "Whether there was more output");

  static final ObjectSchema CONNECTION =
      ObjectSchema.named("ConnectionFile")
          .with("transport", text(), "")
          .with("ip", text(), "")
          .with("shell_port", COUNT, "")
          .with("iopub_port", COUNT, "")
          .with("stdin_port", COUNT, "")
          .with("control_port", COUNT, "")
          .with("hb_port", COUNT, "")
          .with("signature_scheme", text(), "")
          .with("key", text(), "Whoever has it can do everything in the kernel")
          .optional("kernel_name", text(), "")
          .optional("kernel_id", text(), "");

  static final ObjectSchema RELOADED =
      ObjectSchema.named("Reloaded")
          .with("services", listOf(text(), Integer.MAX_VALUE), "Those that are declared now");

  static final Schema EVENT_KIND = oneOf(words(FleetEvent.Kind.values()));

  private Schemas() {}

  /** Any number of them. */
  static Schema all(Schema each) {
    return listOf(each, Integer.MAX_VALUE);
  }

  /** As they are in JSON. */
  static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static ObjectSchema kernel(String name) {
    return ObjectSchema.named(name)
        .with("id", text(), "kernel- and eight hex digits; another for every attempt")
        .with("name", text(), "")
        .with("service", maybe(text()), "null for a kernel by hand")
        .with("slot", maybe(text()), "The service and a number; the next kernel there has it too")
        .with("status", oneOf(words(KernelView.Status.values())), "")
        .with("phase", oneOf(words(Phase.values())), "")
        .with("health", oneOf(words(Health.values())), "")
        .with("port", maybe(COUNT), "The first of five")
        .with("language", maybe(text()), "")
        .with("config", maybe(text()), "")
        .with("image", text(), "")
        .with("container_id", text(), "")
        .with("connection_file", maybe(text()), "Where it is on the daemon's machine")
        .with("memory_mb", maybe(number()), "")
        .with("memory_limit_mb", maybe(number()), "")
        .with("cpu_percent", maybe(number()), "Of one core, since the start")
        .with("uptime_seconds", maybe(COUNT), "")
        .with("started_at", maybe(INSTANT), "")
        .with("created_by", text(), "")
        .with("cause", maybe(text()), "How it ended");
  }
}
