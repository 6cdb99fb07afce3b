package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.Reading;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.plan.Plan;
import io.llmspell.fleet.shape.MetricsShape;
import io.llmspell.fleet.shape.PlanShape;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** What can be asked of the fleet as a whole. */
final class FleetRoutes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Backing backing;
  private final Sight sight;

  FleetRoutes(Backing backing, Sight sight) {
    this.backing = backing;
    this.sight = sight;
  }

  List<Route> routes() {
    return List.of(health(), metrics(), registry(), plan(), reload());
  }

  private Route health() {
    return Route.get("/health", "getHealth")
        .summary("Whether the daemon can be relied on")
        .needs(Role.ANYBODY)
        .answers(200, Schemas.HEALTH, "healthy")
        .answers(503, Schemas.HEALTH, "starting, or degraded, and why")
        .by(call -> health(backing.view().get()));
  }

  private static Reply health(FleetView view) {
    ObjectNode node = NODES.objectNode();
    return switch (view.state()) {
      case READY -> Reply.of(200, node.put("status", "healthy"));
      case STARTING -> Reply.of(503, node.put("status", "starting"));
      case DEGRADED -> Reply.of(503, node.put("status", "degraded").put("reason", view.reason()));
    };
  }

  private Route metrics() {
    return Route.get("/metrics", "getMetrics")
        .summary("What the kernels use, each and together")
        .takes(Effort.WORK)
        .answers(200, Schemas.METRICS, "The numbers; what can't be read at once is null")
        .by(
            call -> {
              List<Reading> readings =
                  backing.fleet().insight(sight.project()).readings().stream()
                      .filter(r -> call.principal().maySee(r.instance()))
                      .toList();
              return Reply.of(200, MetricsShape.of(readings, backing.clock().instant()));
            });
  }

  private Route registry() {
    return Route.get("/registry", "getRegistry")
        .summary("The kernels as scripts of old know them; without keys")
        .answers(200, Schemas.REGISTRY, "The kernels")
        .by(
            call -> {
              ObjectNode node = NODES.objectNode();
              ArrayNode kernels = node.putArray("kernels");
              sight.instances(call.principal()).stream()
                  .filter(view -> view.instance().isKernel())
                  .forEach(view -> kernels.add(entry(view)));
              return Reply.of(200, node);
            });
  }

  private static ObjectNode entry(KernelView view) {
    Instance instance = view.instance();
    KernelFacts kernel = instance.spec().kernel().orElseThrow();
    ObjectNode node = NODES.objectNode();
    node.put("id", instance.id().value());
    node.put("name", instance.name());
    node.put("project", instance.spec().project().value());
    node.put("port", kernel.ports().base());
    node.put("language", kernel.language());
    node.put("config", kernel.config().orElse(null));
    node.put("status", view.status().name().toLowerCase(Locale.ROOT));
    node.put("started_at", instance.startedAt().map(Instant::toString).orElse(null));
    return node;
  }

  private Route plan() {
    return Route.get("/plan", "getPlan")
        .summary("What the last look left to do, and why")
        .answers(200, Schemas.PLAN, "The plan")
        .by(
            call -> {
              FleetView view = sight.view();
              ObjectNode node = NODES.objectNode();
              node.put("at", view.at().map(Instant::toString).orElse(""));
              node.set("actions", view.plan().map(p -> shape(p)).orElseGet(NODES::arrayNode));
              node.set("held", held(view, slot -> true));
              return Reply.of(200, node);
            });
  }

  private static ArrayNode shape(Plan plan) {
    return PlanShape.of(plan);
  }

  /** Slots that are not filled now, and why; ordered. */
  static ArrayNode held(FleetView view, Predicate<Slot> those) {
    ArrayNode held = NODES.arrayNode();
    view.held().entrySet().stream()
        .filter(entry -> those.test(entry.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                held.addObject()
                    .put("slot", entry.getKey().toString())
                    .put("reason", entry.getValue()));
    return held;
  }

  private Route reload() {
    return Route.post("/reload", "reload")
        .summary("Reads the Compose files anew, at once")
        .needs(Role.OPERATOR)
        .takes(Effort.WORK)
        .answers(200, Schemas.RELOADED, "They can be read; what follows from them is in /plan")
        .fails(422, "They can't, and what was wanted before is wanted still")
        .by(this::reload);
  }

  private Reply reload(Call call) {
    ObjectNode node = NODES.objectNode();
    ArrayNode services = node.putArray("services");
    backing
        .declaration()
        .read()
        .ifPresent(fleet -> fleet.services().keySet().forEach(name -> services.add(name.value())));
    backing.lookAgain().run();
    return Reply.of(200, node);
  }
}
