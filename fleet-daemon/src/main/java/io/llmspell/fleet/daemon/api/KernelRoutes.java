package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Instance.KernelFacts;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.shape.KernelShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be asked of single kernels that are there. */
final class KernelRoutes {
  private static final Schema YES_OR_NO = Schema.oneOf(List.of("true", "false"));
  private static final String NOT_FOUND = "No such kernel, or none that you may see";
  private static final String NOT_YOURS = "It is somebody else's";

  private final Backing backing;
  private final Sight sight;

  KernelRoutes(Backing backing, Sight sight) {
    this.backing = backing;
    this.sight = sight;
  }

  List<Route> routes() {
    return List.of(list(), get(), stop(), restart(), interrupt(), connection());
  }

  private Route list() {
    return Route.get("/kernels", "listKernels")
        .summary("All kernels, as the last look showed them; the engine is not asked")
        .query("service", Schema.text(200), "Only those of this service")
        .query("status", Schema.oneOf(Schemas.words(KernelView.Status.values())), "Only those")
        .query("language", Schema.text(40), "Only those")
        .query("config", Schema.text(80), "Only those with this config")
        .query("all", YES_OR_NO, "Plain containers of the fleet, too")
        .answers(200, Schemas.KERNELS, "The kernels")
        .by(this::list);
  }

  private Reply list(Call call) {
    List<KernelView> wanted =
        sight.instances(call.principal()).stream().filter(view -> isWanted(call, view)).toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("kernels", KernelShape.of(wanted, backing.clock().instant()));
    return Reply.of(200, node);
  }

  private static boolean isWanted(Call call, KernelView view) {
    Optional<KernelFacts> kernel = view.instance().spec().kernel();
    return (kernel.isPresent() || call.asks("all"))
        && agrees(call, "service", view.instance().service().map(ServiceName::value))
        && agrees(call, "status", Optional.of(view.status().name().toLowerCase(Locale.ROOT)))
        && agrees(call, "language", kernel.map(KernelFacts::language))
        && agrees(call, "config", kernel.flatMap(KernelFacts::config));
  }

  private static boolean agrees(Call call, String parameter, Optional<String> value) {
    return call.query(parameter).isEmpty() || call.query(parameter).equals(value);
  }

  private Route get() {
    return Route.get("/kernels/{id}", "getKernel")
        .summary("One kernel, as the last look showed it; the engine is not asked")
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .answers(200, Schemas.KERNEL, "The kernel")
        .fails(404, NOT_FOUND)
        .by(call -> Reply.of(200, KernelShape.of(sight.named(call), backing.clock().instant())));
  }

  private Route stop() {
    return Route.delete("/kernels/{id}", "stopKernel")
        .summary("Ends a kernel; the slot of a service stays empty until it is asked for again")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .query("force", YES_OR_NO, "Without letting it finish")
        .answers(200, Schemas.REFERENCE, "What was ended")
        .fails(403, NOT_YOURS)
        .fails(404, NOT_FOUND)
        .by(
            call -> {
              Instance meant = sight.touched(call).instance();
              Instance ended =
                  backing.fleet().stop(sight.project(), meant.id().value(), call.asks("force"));
              sight.ended(ended);
              return Reply.of(200, reference(ended));
            });
  }

  private Route restart() {
    return Route.post("/kernels/{id}/restart", "restartKernel")
        .summary("Ends a service's kernel and fills its slot anew; waits until that answers")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .answers(200, Schemas.KERNEL, "The new kernel of the slot, with another id")
        .fails(403, NOT_YOURS)
        .fails(404, NOT_FOUND)
        .fails(409, "It is in no service: nothing says how to make it anew")
        .by(this::restart);
  }

  private Reply restart(Call call) {
    Instance old = sight.touched(call).instance();
    Slot slot =
        old.slot()
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.CONFLICT,
                        old.name() + " is in no service: stop it, and make another"));
    UpResult result =
        backing
            .fleet()
            .restart(sight.desired(), List.of(old.id().value()), backing.spawns().publish());
    result.failures().stream()
        .findFirst()
        .ifPresent(
            failure -> {
              throw new FleetException(failure.code(), failure.subject() + ": " + failure.cause());
            });
    KernelView now =
        result.kernels().stream()
            .filter(kernel -> kernel.instance().slot().filter(slot::equals).isPresent())
            .findFirst()
            .orElseThrow(
                () -> new FleetException(ErrorCode.CONFLICT, "somebody ended " + old.name()));
    sight.ended(old);
    sight.made(now);
    return Reply.of(200, KernelShape.of(now, backing.clock().instant()));
  }

  private Route interrupt() {
    return Route.post("/kernels/{id}/interrupt", "interruptKernel")
        .summary("Interrupts what a kernel executes")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .answers(200, Schemas.REFERENCE, "The kernel has confirmed it")
        .fails(403, NOT_YOURS)
        .fails(404, NOT_FOUND)
        .fails(409, "It is no kernel, or does not run")
        .by(
            call -> {
              String id = sight.touchedKernel(call).instance().id().value();
              return Reply.of(200, reference(backing.fleet().interrupt(sight.project(), id)));
            });
  }

  private Route connection() {
    return Route.get("/kernels/{id}/connection", "getConnection")
        .summary("The Jupyter connection file, with the key: for its owner alone")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .answers(200, Schemas.CONNECTION, "The file, with addresses that work from the daemon")
        .fails(403, NOT_YOURS)
        .fails(404, NOT_FOUND)
        .fails(409, "It is no kernel")
        .fails(504, "It does not run, or has no connection file yet")
        .by(
            call -> {
              String id = sight.ownKernel(call).instance().id().value();
              String file = read(backing.fleet().connect(sight.project(), id));
              return new Reply.Text(200, "application/json", Map.of(), file);
            });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new FleetException(ErrorCode.INTERNAL, "can't read " + file, e);
    }
  }

  private static ObjectNode reference(Instance instance) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", instance.id().value())
        .put("name", instance.name())
        .put("slot", instance.slot().map(Slot::toString).orElse(null))
        .put("service", instance.service().map(ServiceName::value).orElse(null));
  }
}
