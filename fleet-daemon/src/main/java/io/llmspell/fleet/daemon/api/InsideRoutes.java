package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Route.Effort;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.loop.Insight;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import io.llmspell.fleet.runtime.LogSource;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What kernels print, and what can be run beside them. */
final class InsideRoutes {
  private static final int MOST_LINES = 100_000;
  private static final int MOST_WORDS = 1000;
  private static final int LONGEST_WORD = 100_000;
  private static final int MOST_SECONDS = 600;
  private static final int USUAL_SECONDS = 60;

  private final Backing backing;
  private final Sight sight;
  private final ExecutorService runs;

  /**
   * For one daemon.
   *
   * @param runs runs programs, each of which somebody waits for
   */
  InsideRoutes(Backing backing, Sight sight, ExecutorService runs) {
    this.backing = backing;
    this.sight = sight;
    this.runs = runs;
  }

  List<Route> routes() {
    return List.of(logs(), exec());
  }

  private Insight insight() {
    return backing.fleet().insight(sight.project());
  }

  private Route logs() {
    return Route.get("/kernels/{id}/logs", "getLogs")
        .summary("What a kernel has printed")
        .takes(Effort.STREAM)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .query("tail", Schema.text(6, "[0-9]+"), "Only so many of the last lines")
        .query("follow", Schema.oneOf(List.of("true", "false")), "Go on as it prints more")
        .answersIn(200, "text/plain; charset=utf-8", "Its lines, those of stderr too")
        .fails(404, "No such kernel, or none that you may see")
        .by(this::logs);
  }

  private Reply logs(Call call) {
    String id = sight.named(call).instance().id().value();
    OptionalInt tail =
        call.query("tail")
            .map(text -> OptionalInt.of(Math.min(MOST_LINES, Integer.parseInt(text))))
            .orElseGet(OptionalInt::empty);
    boolean follow = call.asks("follow");
    return new Reply.Stream(
        200,
        "text/plain; charset=utf-8",
        Map.of(),
        out -> {
          OutputStream buffered = new BufferedOutputStream(out);
          insight()
              .logs(
                  List.of(id),
                  tail,
                  follow,
                  instances -> instance -> line -> write(buffered, line, follow));
          buffered.flush();
        });
  }

  private static void write(OutputStream out, LogSource.Line line, boolean atOnce) {
    try {
      out.write((line.text() + "\n").getBytes(UTF_8));
      if (atOnce) {
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Route exec() {
    ObjectSchema program =
        ObjectSchema.named("ExecRequest")
            .with(
                "command",
                Schema.listOf(Schema.text(LONGEST_WORD), MOST_WORDS),
                "The program and its arguments; no shell is in between")
            .optional("folder", Schema.maybe(Schema.text(4096)), "Where; else where the kernel is")
            .optional(
                "env_vars",
                Schema.maybe(Schema.mapOf(Schema.text(4096), 64)),
                "Beside the kernel's own variables")
            .optional("input", Schema.maybe(Schema.text(LONGEST_WORD)), "What it reads")
            .optional(
                "timeout_seconds",
                Schema.maybe(Schema.whole(1, MOST_SECONDS)),
                "How long to wait for its end; " + USUAL_SECONDS + " if nothing is said");
    return Route.post("/kernels/{id}/exec", "execInKernel")
        .summary("Runs a program beside a kernel, as the kernel's own user")
        .needs(Role.USER)
        .takes(Effort.WORK)
        .at("id", Schemas.SELECTOR, "Its id, one of its ports, its name or its slot")
        .body(program)
        .answers(200, Schemas.EXECUTION, "It has ended, or goes on")
        .fails(403, "It is somebody else's")
        .fails(404, "No such kernel, or none that you may see")
        .fails(409, "It does not run")
        .fails(501, "The runtime can't do that")
        .by(this::exec);
  }

  private Reply exec(Call call) throws InterruptedException {
    String id = sight.touched(call).instance().id().value();
    Program program = program(call);
    BoundedOutput out = new BoundedOutput();
    BoundedOutput err = new BoundedOutput();
    Streams streams =
        new Streams(
            new ByteArrayInputStream(call.text("input").orElse("").getBytes(UTF_8)), out, err);
    Future<Integer> run = runs.submit(() -> insight().exec(id, program, streams));
    int seconds = call.field("timeout_seconds").map(JsonNode::intValue).orElse(USUAL_SECONDS);
    Optional<Integer> code = Optional.empty();
    try {
      code = Optional.of(run.get(seconds, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      run.cancel(true);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("exec failed", e);
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("exit_code", code.orElse(null));
    node.put("timed_out", code.isEmpty());
    node.put("stdout", out.text());
    node.put("stderr", err.text());
    node.put("truncated", out.isCut() || err.isCut());
    return Reply.of(200, node);
  }

  private static Program program(Call call) {
    List<String> words =
        call.field("command").orElseThrow().valueStream().map(JsonNode::textValue).toList();
    Map<String, String> environment = new TreeMap<>();
    call.field("env_vars")
        .ifPresent(
            v ->
                v.properties().forEach(e -> environment.put(e.getKey(), e.getValue().textValue())));
    boolean hasZero =
        words.stream().anyMatch(w -> w.indexOf(0) >= 0)
            || environment.toString().indexOf(0) >= 0
            || call.text("folder").filter(f -> f.indexOf(0) >= 0).isPresent();
    boolean hasBadName =
        environment.keySet().stream().anyMatch(n -> n.isEmpty() || n.contains("="));
    if (words.isEmpty() || words.get(0).isEmpty() || hasZero || hasBadName) {
      throw ProblemException.malformed(
          "a program has a name, and neither words nor variables have a character of 0");
    }
    return new Program(words, Optional.empty(), call.text("folder"), environment, Optional.empty());
  }
}
