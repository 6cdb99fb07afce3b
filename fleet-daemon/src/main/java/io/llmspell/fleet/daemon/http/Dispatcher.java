package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Parameter.In;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Router.Match;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from a request to an answer: how are we called, who asks, what for, may he, is it
 * well formed; and only then the route. Thread-safe; never throws, whatever comes.
 */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private static final String REQUEST_ID = "X-Request-Id";

  private final Router router;
  private final Gate gate;
  private final Neighbours neighbours;
  private final Bounds bounds;
  private final IdempotencyKeys keys;
  private final Map<Effort, Semaphore> places = new EnumMap<>(Effort.class);

  /** For these routes. */
  public Dispatcher(
      Router router, Gate gate, Neighbours neighbours, Bounds bounds, InstantSource clock) {
    this.router = router;
    this.gate = gate;
    this.neighbours = neighbours;
    this.bounds = bounds;
    this.keys = new IdempotencyKeys(clock);
    places.put(Effort.WORK, new Semaphore(bounds.work()));
    places.put(Effort.STREAM, new Semaphore(bounds.streams()));
  }

  /**
   * How much at a time.
   *
   * @param body bytes of one request's body
   * @param work requests that the engine or kernels are asked for
   * @param streams answers that go on
   */
  public record Bounds(int body, int work, int streams) {
    /** What a machine of any size can bear. */
    public static final Bounds DEFAULT = new Bounds(1 << 20, 192, 32);
  }

  /** Takes the answer. */
  @FunctionalInterface
  public interface Sender {
    /**
     * Sends it. Blocks until it is sent, and throws nothing.
     *
     * @param shared headers that are not the answer's own
     */
    void send(Reply reply, Map<String, String> shared);
  }

  /** Answers, once. Blocks until the answer is sent. */
  public void serve(Visit visit, Sender sender) {
    Map<String, String> shared = new HashMap<>();
    shared.put(REQUEST_ID, requestId());
    String path = "/";
    try {
      path = visit.path();
      neighbours.check(visit);
      shared.putAll(neighbours.sharing(visit));
      if (visit.method().equals("OPTIONS")) {
        sender.send(options(visit), shared);
      } else {
        routed(visit, sender, shared);
      }
    } catch (ProblemException e) {
      sender.send(e.problem().reply(path), shared);
    } catch (RuntimeException e) {
      LOG.error("failed method={} path={}", visit.method(), path, e);
      sender.send(Problem.fault().reply(path), shared);
    }
  }

  private static String requestId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** What can be done with a path is no secret. */
  private Reply options(Visit visit) {
    List<Match> matches = router.at(visit.path());
    if (matches.isEmpty()) {
      throw noSuchPath();
    }
    Map<String, String> headers = new HashMap<>(Map.of("Allow", Router.allowed(matches)));
    if (neighbours.isForeign(visit)) {
      headers.put("Access-Control-Allow-Methods", Router.allowed(matches));
      headers.put(
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, Idempotency-Key, Last-Event-ID");
      headers.put("Access-Control-Max-Age", "600");
    }
    return new Reply.Empty(204, headers);
  }

  private void routed(Visit visit, Sender sender, Map<String, String> shared) {
    List<Match> matches = router.at(visit.path());
    Optional<Match> match = Router.of(matches, visit.method());
    Role needed = match.map(m -> m.route().needed()).orElse(Role.VIEWER);
    Principal principal = gate.admit(visit, needed);
    if (matches.isEmpty()) {
      throw noSuchPath();
    }
    if (match.isEmpty()) {
      throw new ProblemException(
          Problem.of(Refusal.METHOD_NOT_ALLOWED, "this path is there for other methods")
              .with("Allow", Router.allowed(matches)));
    }
    Optional<Semaphore> place = Optional.ofNullable(places.get(match.get().route().effort()));
    boolean entered = place.map(Semaphore::tryAcquire).orElse(true);
    try {
      String request = Objects.requireNonNull(shared.get(REQUEST_ID));
      sender.send(told(visit, principal, match.get(), entered, request), shared);
    } finally {
      if (entered) {
        place.ifPresent(Semaphore::release);
      }
    }
  }

  /** The answer, of which the gate has heard. */
  private Reply told(
      Visit visit, Principal principal, Match match, boolean entered, String request) {
    Route route = match.route();
    String code = "OK";
    Reply reply;
    try {
      reply = answer(visit, principal, match, entered);
    } catch (InterruptedException | RuntimeException e) {
      Problem problem = problem(route, e);
      code = problem.code();
      reply = problem.reply(visit.path());
    }
    if (route.changes()) {
      gate.told(principal, visit, new Gate.Outcome(route.id(), reply.status(), code, request));
    }
    return reply;
  }

  private static Problem problem(Route route, Exception failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Problem problem = Problem.of(failure);
    if (failure instanceof FleetException e) {
      LOG.warn("failed operation={} code={} cause={}", route.id(), e.code(), e.getMessage());
    } else if (problem.code().equals(ErrorCode.INTERNAL.name())) {
      LOG.error("failed operation={}", route.id(), failure);
    }
    return problem;
  }

  private Reply answer(Visit visit, Principal principal, Match match, boolean entered)
      throws InterruptedException {
    Route route = match.route();
    principal.require(route.needed());
    if (!entered) {
      throw new ProblemException(Refusal.BUSY, "too many ask at once: try again in a moment");
    }
    match.path().forEach((name, value) -> check(route, In.PATH, name, value));
    Map<String, String> query = query(route, visit);
    JsonNode body =
        route
            .body()
            .map(schema -> JsonBody.of(visit, schema, bounds.body()))
            .orElseGet(Call::noBody);
    Call call = new Call(visit, principal, match.path(), query, body);
    Optional<String> key =
        route.repeatable() ? visit.header(IdempotencyKeys.HEADER) : Optional.empty();
    return key.isPresent() ? keys.once(route, call, key.get()) : route.handler().answer(call);
  }

  private static Map<String, String> query(Route route, Visit visit) {
    Map<String, String> values = new HashMap<>();
    visit
        .query()
        .forEach(
            (name, given) -> {
              if (given.size() != 1) {
                throw ProblemException.malformed("'" + name + "' is given several times");
              }
              check(route, In.QUERY, name, given.get(0));
              values.put(name, given.get(0));
            });
    return values;
  }

  private static void check(Route route, In in, String name, String value) {
    Parameter parameter =
        route.parameters().stream()
            .filter(p -> p.in() == in && p.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> ProblemException.malformed("there is no parameter '" + name + "' here"));
    parameter
        .fault(value)
        .ifPresent(
            fault -> {
              throw ProblemException.malformed(fault);
            });
  }

  private static ProblemException noSuchPath() {
    return new ProblemException(Refusal.NO_SUCH_PATH, "there is no such path: see /docs");
  }
}
