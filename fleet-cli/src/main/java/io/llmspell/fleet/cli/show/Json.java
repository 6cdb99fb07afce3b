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
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.plan.Action;
import io.llmspell.fleet.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Results for programs. What is not known is null, never left out. */
public final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** A list of instances: an array. */
  public static String of(List<KernelView> kernels, Instant now) {
    return text(array(kernels, now));
  }

  /** One instance. */
  public static String of(KernelView kernel, Instant now) {
    return text(node(kernel, now));
  }

  /** A kernel that was found, and the claim on it. */
  public static String of(Found found, Instant now) {
    ObjectNode node = node(found.kernel(), now);
    node.put("claim", found.claim().map(Claim::text).orElse(null));
    return text(node);
  }

  /** What {@code up} came to. */
  public static String of(UpResult result, Instant now) {
    ObjectNode node = NODES.objectNode();
    node.put("changed", !result.plan().isEmpty());
    node.set("plan", node(result.plan()));
    node.set("kernels", array(result.kernels(), now));
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
    return text(node(plan));
  }

  /** What {@code cleanup} removes: an array of actions. */
  public static String ofCleanup(List<Action> cleanup) {
    ArrayNode actions = NODES.arrayNode();
    cleanup.forEach(a -> add(actions, "remove", a));
    return text(actions);
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

  private static ArrayNode node(Plan plan) {
    ArrayNode actions = NODES.arrayNode();
    plan.ensures().forEach(a -> add(actions, "bring", a));
    plan.removals().forEach(a -> add(actions, "remove", a));
    plan.collects().forEach(a -> add(actions, "collect", a));
    plan.promotions().forEach(a -> add(actions, "promote", a));
    plan.replacements().forEach(a -> add(actions, "replace", a));
    plan.starts().forEach(a -> add(actions, "start", a));
    plan.kept().forEach(a -> add(actions, "keep", a));
    plan.orphans().forEach(o -> add(actions, "orphan", o.name(), "the file has no such service"));
    return actions;
  }

  private static void add(ArrayNode actions, String verb, Action action) {
    add(actions, verb, action.subject(), action.reason());
  }

  private static void add(ArrayNode actions, String verb, String subject, String reason) {
    actions.addObject().put("action", verb).put("subject", subject).put("reason", reason);
  }

  private static ArrayNode array(List<KernelView> kernels, Instant now) {
    ArrayNode array = NODES.arrayNode();
    kernels.forEach(kernel -> array.add(node(kernel, now)));
    return array;
  }

  private static ObjectNode node(KernelView view, Instant now) {
    Instance instance = view.instance();
    Optional<KernelFacts> kernel = instance.spec().kernel();
    Measures measures = Measures.of(view, now);
    ObjectNode node = NODES.objectNode();
    node.put("id", instance.id().value());
    node.put("name", instance.name());
    node.put("service", instance.service().map(s -> s.value()).orElse(null));
    node.put("slot", instance.slot().map(s -> s.toString()).orElse(null));
    node.put("status", view.status().name().toLowerCase(Locale.ROOT));
    node.put("phase", view.phase().name().toLowerCase(Locale.ROOT));
    node.put("health", view.health().name().toLowerCase(Locale.ROOT));
    node.put("port", kernel.map(k -> k.ports().base()).orElse(null));
    node.put("language", kernel.map(KernelFacts::language).orElse(null));
    node.put("config", kernel.flatMap(KernelFacts::config).orElse(null));
    node.put("image", instance.spec().image().value());
    node.put("container_id", instance.handle());
    node.put("connection_file", view.connectionFile().map(Path::toString).orElse(null));
    node.put("memory_mb", measures.memoryMb().orElse(null));
    node.put("memory_limit_mb", instance.spec().memory().map(ByteSize::mebibytes).orElse(null));
    node.put("cpu_percent", measures.cpuPercent().orElse(null));
    node.put("uptime_seconds", measures.uptimeSeconds().orElse(null));
    node.put("started_at", instance.startedAt().map(Instant::toString).orElse(null));
    node.put("created_by", instance.spec().createdBy());
    node.put("cause", instance.exit().map(Instance.Exit::cause).orElse(null));
    return node;
  }

  static String text(JsonNode node) {
    return new String(JsonText.writePretty(node), StandardCharsets.UTF_8);
  }
}
