package io.llmspell.fleet.daemon.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Quota;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.Dispatcher;
import io.llmspell.fleet.daemon.http.Dispatcher.Bounds;
import io.llmspell.fleet.daemon.http.Gate;
import io.llmspell.fleet.daemon.http.Neighbours;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.Problem;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Router;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.daemon.http.Visit;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.testkit.FakeClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A few routes of every sort. Whoever says who he is in {@code Authorization} is just that. */
final class SampleServer implements Gate, AutoCloseable {
  static final int LONGEST_BODY = 1000;
  static final Bounds BOUNDS = new Bounds(LONGEST_BODY, 2, 1);

  final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  final AtomicInteger made = new AtomicInteger();
  final CountDownLatch streamEnded = new CountDownLatch(1);
  final FakeClock clock = new FakeClock();
  private final HttpServer server;

  /** As many makings as this wait here, until they may go on. */
  final CountDownLatch mayMake = new CountDownLatch(1);

  final CountDownLatch makes = new CountDownLatch(1);

  SampleServer() {
    Neighbours neighbours = new Neighbours(Set.of("fleet.example"), Set.of("https://page.example"));
    server =
        HttpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Dispatcher(new Router(routes()), this, neighbours, BOUNDS, clock),
            BOUNDS);
  }

  int port() {
    return server.address().getPort();
  }

  private List<Route> routes() {
    Schema wish =
        ObjectSchema.named("Wish")
            .with("count", Schema.whole(1, 9), "how many")
            .optional("name", Schema.maybe(Schema.text(5, "[a-z]+")), "what to call it")
            .optional("of", Schema.listOf(Schema.oneOf(List.of("a", "b")), 2), "of what");
    return List.of(
        Route.get("/things/{id}", "getThing")
            .at("id", Schema.text(20), "which")
            .query("deep", Schema.oneOf(List.of("true", "false")), "all of it")
            .by(call -> Reply.of(200, thing(call.at("id")))),
        Route.post("/things", "makeThing")
            .needs(Role.USER)
            .takes(Route.Effort.WORK)
            .repeatable()
            .body(wish)
            .by(this::make),
        Route.delete("/things/{id}", "endThing")
            .at("id", Schema.text(20), "which")
            .needs(Role.OPERATOR)
            .by(call -> Reply.of(200, thing(call.at("id")))),
        Route.get("/fault", "fault")
            .by(
                call -> {
                  throw new IllegalStateException("secret");
                }),
        Route.get("/failure", "failure")
            .query("code", Schema.text(), "which")
            .by(
                call -> {
                  throw new FleetException(
                      ErrorCode.valueOf(call.query("code").orElseThrow()), "in words");
                }),
        Route.get("/stream", "stream").takes(Route.Effort.STREAM).by(call -> endless()));
  }

  private Reply make(Call call) throws InterruptedException {
    if (call.text("name").filter("wait"::equals).isPresent()) {
      makes.countDown();
      mayMake.await();
    }
    int number = made.incrementAndGet();
    if (call.text("name").filter("fail"::equals).isPresent()) {
      throw new FleetException(ErrorCode.CONFLICT, "not this time");
    }
    return Reply.created("/things/" + number, thing("thing-" + number));
  }

  private Reply endless() {
    return new Reply.Stream(
        200,
        "text/plain",
        Map.of(),
        out -> {
          try {
            out.write("begun\n".getBytes(UTF_8));
            out.flush();
            new CountDownLatch(1).await();
          } finally {
            streamEnded.countDown();
          }
        });
  }

  private static ObjectNode thing(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  @Override
  public Principal admit(Visit visit, Role needed) {
    Optional<String> said = visit.header("Authorization");
    if (said.filter("hasty"::equals).isPresent()) {
      throw new ProblemException(Problem.tooMany(Duration.ofMillis(1500)));
    }
    if (said.filter("stranger"::equals).isPresent()) {
      throw new ProblemException(Problem.unauthenticated("who are you?"));
    }
    String[] words = said.orElse("op OPERATOR").split(" ", 2);
    return new Principal(new UserName(words[0]), Role.valueOf(words[1]), Quota.NONE);
  }

  @Override
  public void told(Principal principal, Visit visit, Outcome outcome) {
    log.add(
        principal.user()
            + " "
            + outcome.operation()
            + " "
            + outcome.status()
            + " "
            + outcome.code()
            + " "
            + visit.path());
  }

  @Override
  public void close() {
    mayMake.countDown();
    server.close();
  }
}
