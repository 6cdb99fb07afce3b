package io.llmspell.fleet.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.checkup.Checkup;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.shape.KernelShape;
import io.llmspell.fleet.shape.MetricsShape;
import io.llmspell.fleet.shape.PlanShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Results for programs. What is not known is null, never left out. */
public final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** A list of instances: an array. */
  public static String of(List<KernelView> kernels, Instant now) {
    return text(KernelShape.of(kernels, now));
  }

  /** One instance. */
  public static String of(KernelView kernel, Instant now) {
    return text(KernelShape.of(kernel, now));
  }

  /** A kernel that was found, and the claim on it. */
  public static String of(Found found, Instant now) {
    return text(KernelShape.of(found, now));
  }

  /** What {@code up} came to. */
  public static String of(UpResult result, Instant now) {
    ObjectNode node = NODES.objectNode();
    node.put("changed", !result.plan().isEmpty());
    node.set("plan", PlanShape.of(result.plan()));
    node.set("kernels", KernelShape.of(result.kernels(), now));
    ArrayNode failures = node.putArray("failures");
    for (Failure failure : result.failures()) {
      failures
          .addObject()
          .put("subject", failure.subject())
          .put("code", failure.code().name().toLowerCase(Locale.ROOT))
          .put("cause", failure.cause());
    }
    return text(node);
  }

  /** A plan: an array of actions. */
  public static String of(Plan plan) {
    return text(PlanShape.of(plan));
  }

  /** What {@code cleanup} removes: an array of actions. */
  public static String ofCleanup(List<Action> cleanup) {
    return text(PlanShape.ofRemovals(cleanup));
  }

  /** What kernels use, each and together; see {@code docs/metrics.md}. */
  public static String ofMetrics(List<Reading> readings, Instant now) {
    return text(MetricsShape.of(readings, now));
  }

  /** What a checkup found: an array of findings. */
  public static String of(Checkup checkup) {
    ArrayNode array = NODES.arrayNode();
    for (Finding finding : checkup.findings()) {
      array
          .addObject()
          .put("check", finding.check())
          .put("finding", finding.weight().name().toLowerCase(Locale.ROOT))
          .put("seen", finding.seen())
          .put("advice", finding.advice().orElse(null))
          .put("code", finding.problem().map(c -> c.name().toLowerCase(Locale.ROOT)).orElse(null));
    }
    return text(array);
  }

  /** Names of instances. */
  public static String ofNames(List<String> names) {
    ArrayNode array = NODES.arrayNode();
    names.forEach(array::add);
    return text(array);
  }

  /** Where a connection file is. */
  public static String ofConnection(Path file) {
    return text(NODES.objectNode().put("connection_file", file.toString()));
  }

  /** Of this program, and of the Java that it runs on. */
  public static String ofVersion(String version, String java) {
    return text(NODES.objectNode().put("version", version).put("java", java));
  }

  static String text(JsonNode node) {
    return new String(JsonText.writePretty(node), StandardCharsets.UTF_8);
  }
}
