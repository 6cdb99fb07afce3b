package io.llmspell.fleet.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Instances as they are listed. */
public final class KernelShape {
  private KernelShape() {}

  /** An array of instances. */
  public static ArrayNode of(List<KernelView> kernels, Instant now) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    kernels.forEach(kernel -> array.add(of(kernel, now)));
    return array;
  }

  /** A kernel that was found, and the claim on it. */
  public static ObjectNode of(Found found, Instant now) {
    return of(found.kernel(), now).put("claim", found.claim().map(Claim::text).orElse(null));
  }

  /** One instance. */
  public static ObjectNode of(KernelView view, Instant now) {
    Instance instance = view.instance();
    Optional<KernelFacts> kernel = instance.spec().kernel();
    Measures measures = Measures.of(view, now);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
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
}
