package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.shape.KernelShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be asked of the services of the file. */
final class ServiceRoutes {
  private static final int MOST_REPLICAS = 1000;
  private static final Schema NAME = Schema.text(200, "[a-zA-Z0-9][a-zA-Z0-9._-]*");

  private final Backing backing;
  private final Sight sight;

  ServiceRoutes(Backing backing, Sight sight) {
    this.backing = backing;
    this.sight = sight;
  }

  List<Route> routes() {
    return List.of(get(), scale());
  }

  private Route get() {
    return Route.get("/services/{name}", "getService")
        .summary("A service of the file, and how it is")
        .at("name", NAME, "As the file has it")
        .answers(200, Schemas.SERVICE, "The service")
        .fails(404, "The file has no active service of this name")
        .by(call -> Reply.of(200, shape(call, service(call, sight.desired()))));
  }

  private Route scale() {
    return Route.put("/services/{name}", "scaleService")
        .summary("How many instances a service shall have; fills what was stopped by hand")
        .needs(Role.OPERATOR)
        .takes(Effort.WORK)
        .at("name", NAME, "As the file has it")
        .body(
            ObjectSchema.named("ServiceWish")
                .with("scale", Schema.whole(0, MOST_REPLICAS), "How many"))
        .answers(200, Schemas.SERVICE, "It is recorded; the daemon makes it so")
        .fails(404, "The file has no active service of this name")
        .fails(422, "The service can't have so many")
        .by(this::scale);
  }

  private Reply scale(Call call) {
    ServiceName name = service(call, sight.desired()).name();
    int wanted = call.field("scale").map(JsonNode::intValue).orElseThrow();
    Optional<Integer> before =
        Optional.ofNullable(backing.home().inputs(sight.project()).scale().get(name));
    record(name, Optional.of(wanted));
    DesiredFleet now;
    try {
      now = backing.declaration().read().orElseGet(sight::desired);
    } catch (FleetException e) {
      record(name, before);
      throw e;
    }
    backing.home().updateInputs(sight.project(), said -> said.filling(slots(said, name)));
    backing.lookAgain().run();
    return Reply.of(200, shape(call, service(call, now)));
  }

  /** What the file refuses is not kept: nobody could read it any more. */
  private void record(ServiceName name, Optional<Integer> replicas) {
    backing
        .home()
        .updateInputs(
            sight.project(),
            said -> {
              Map<ServiceName, Integer> scale = new TreeMap<>(said.scale());
              scale.remove(name);
              replicas.ifPresent(n -> scale.put(name, n));
              return new Inputs(said.files(), said.profiles(), scale, said.stopped());
            });
  }

  private static Set<Slot> slots(Inputs said, ServiceName name) {
    return said.stopped().stream()
        .filter(slot -> slot.service().equals(name))
        .collect(Collectors.toSet());
  }

  private static ServiceSpec service(Call call, DesiredFleet fleet) {
    return Optional.ofNullable(fleet.services().get(new ServiceName(call.at("name"))))
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.NOT_FOUND,
                    "there is no active service '"
                        + call.at("name")
                        + "'; there are "
                        + fleet.services().keySet()));
  }

  private ObjectNode shape(Call call, ServiceSpec service) {
    List<KernelView> instances =
        sight.instances(call.principal()).stream()
            .filter(v -> v.instance().service().filter(service.name()::equals).isPresent())
            .toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", service.name().value());
    node.put("kernel", service.isKernel());
    node.put("image", service.image().value());
    node.put("scale", service.replicas());
    node.put("running", instances.stream().filter(v -> v.instance().isRunning()).count());
    node.put("ready", instances.stream().filter(v -> v.phase() == Phase.READY).count());
    node.set("instances", KernelShape.of(instances, backing.clock().instant()));
    node.set("held", FleetRoutes.held(sight.view(), slot -> slot.service().equals(service.name())));
    return node;
  }
}
