package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.compose.spawn.SpawnNames;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.loop.FindRequest;
import io.llmspell.fleet.loop.Found;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.Spawning;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.shape.KernelShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** What makes kernels by hand. */
final class SpawnRoutes {
  private static final int MOST_CLIENTS = 1000;
  private static final int MOST_LABELS = 64;
  private static final String OUR_LABELS = "io.llmspell.fleet.";

  private final Backing backing;
  private final Sight sight;
  private final Executor waits;

  /**
   * For one daemon.
   *
   * @param waits waits for kernels that nobody else waits for
   */
  SpawnRoutes(Backing backing, Sight sight, Executor waits) {
    this.backing = backing;
    this.sight = sight;
    this.waits = waits;
  }

  List<Route> routes() {
    return List.of(spawn(), find());
  }

  private Route spawn() {
    ObjectSchema wish =
        OwnerFields.added(SpawnRules.fields("SpawnRequest"))
            .optional(
                "name",
                Schema.maybe(Schema.text(63, "[a-zA-Z0-9][a-zA-Z0-9_-]*")),
                "What to call it; otherwise its id");
    return Route.post("/kernels", "spawnKernel")
        .summary("Starts one kernel by hand")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .repeatable()
        .query("wait", Schema.oneOf(List.of("ready")), "Answer only once the kernel does")
        .body(wish)
        .answers(201, Schemas.KERNEL, "It runs, and is at Location; it may not answer yet")
        .fails(403, "A variable is not allowed, or the quota is used up")
        .fails(404, "There is no such config or language")
        .fails(409, "The name is taken")
        .fails(422, "The config is for another language; or the Idempotency-Key was used")
        .fails(424, "Its image is not to be had")
        .fails(504, "It does not answer, and was removed")
        .fails(507, "No ports are left")
        .by(this::spawn);
  }

  private Reply spawn(Call call) {
    DesiredFleet fleet = sight.desired();
    ServiceSpec service = backing.spawns().service(call).withOwnership(OwnerFields.of(call));
    Optional<String> name = call.text("name").map(n -> free(n, fleet));
    Spawning spawning =
        backing
            .fleet()
            .begin(
                fleet,
                new SpawnRequest(
                    service,
                    name,
                    backing.spawns().publish(),
                    backing.quotas().of(call.principal())));
    KernelView kernel = spawning.kernel();
    sight.made(kernel);
    if (call.query("wait").isPresent()) {
      kernel = await(spawning);
    } else {
      waits.execute(() -> awaitAlone(spawning));
    }
    return Reply.created("/kernels/" + kernel.instance().id(), shape(kernel));
  }

  private static String free(String name, DesiredFleet fleet) {
    try {
      return SpawnNames.free(name, fleet);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed("'name': " + e.getMessage());
    }
  }

  private KernelView await(Spawning spawning) {
    try {
      KernelView ready = spawning.await();
      sight.made(ready);
      return ready;
    } catch (FleetException e) {
      sight.ended(spawning.kernel().instance());
      throw e;
    }
  }

  /** Nobody waits for the outcome: whoever listens hears of it. */
  private void awaitAlone(Spawning spawning) {
    try {
      await(spawning);
    } catch (FleetException e) {
      backing.bulletin().on(Kind.FAILED, spawning.kernel().instance().name(), e.getMessage());
    }
  }

  private Route find() {
    ObjectSchema wish =
        OwnerFields.added(SpawnRules.fields("FindRequest"))
            .optional(
                "labels",
                Schema.maybe(Schema.mapOf(Schema.text(1000), MOST_LABELS)),
                "What a kernel of this requirement carries, and no other")
            .optional(
                "exclusive", Schema.maybe(Schema.truth()), "A kernel of one's own, until released")
            .optional(
                "max_clients",
                Schema.maybe(Schema.whole(1, MOST_CLIENTS)),
                "A place at a kernel that has so many at most, until released");
    return Route.post("/find", "findKernel")
        .summary("Finds the kernel that is just as required and answers, or makes it")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .repeatable()
        .body(wish)
        .answers(200, Schemas.FOUND, "It answers")
        .fails(403, "A variable is not allowed, or the quota is used up")
        .fails(404, "There is no such config or language")
        .fails(422, "The config is for another language; or the Idempotency-Key was used")
        .fails(424, "Its image is not to be had")
        .fails(504, "It does not answer, and was removed")
        .fails(507, "No ports are left")
        .by(this::find);
  }

  private Reply find(Call call) {
    ServiceSpec plain = backing.spawns().service(call);
    ServiceSpec required =
        plain
            .withContainer(plain.container().withLabels(labels(call)))
            .withOwnership(OwnerFields.of(call));
    OptionalInt places = places(call);
    Optional<String> key =
        call.visit()
            .header("Idempotency-Key")
            .filter(sent -> places.isPresent())
            .map(sent -> call.principal().user().value() + "/" + sent);
    Found found =
        backing
            .fleet()
            .find(
                sight.desired(),
                new FindRequest(
                    required,
                    backing.spawns().publish(),
                    places,
                    key,
                    backing.quotas().of(call.principal())));
    sight.made(found.kernel());
    return Reply.of(200, KernelShape.of(found, backing.clock().instant()));
  }

  private static OptionalInt places(Call call) {
    boolean exclusive = call.field("exclusive").filter(JsonNode::booleanValue).isPresent();
    Optional<Integer> most = call.field("max_clients").map(JsonNode::intValue);
    if (exclusive && most.filter(m -> m != 1).isPresent()) {
      throw ProblemException.malformed("'exclusive' is for one client, not for " + most.get());
    }
    return exclusive ? OptionalInt.of(1) : most.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  private static Map<String, String> labels(Call call) {
    Map<String, String> labels = new TreeMap<>();
    call.field("labels")
        .ifPresent(
            given ->
                given
                    .properties()
                    .forEach(e -> labels.put(mine(e.getKey()), e.getValue().textValue())));
    return labels;
  }

  private static String mine(String label) {
    if (label.isBlank() || label.startsWith(OUR_LABELS)) {
      throw ProblemException.malformed("'labels' has one that is empty, or begins with our prefix");
    }
    return label;
  }

  private JsonNode shape(KernelView kernel) {
    return KernelShape.of(kernel, backing.clock().instant());
  }
}
