package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.testkit.Behaviour;
import io.llmspell.fleet.testkit.Eventually;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // set before each test
class ApiTest {
  @TempDir private Path folder;
  private DaemonOnFakeEngine daemon;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    daemon = new DaemonOnFakeEngine(folder).up();
    client = new ApiClient(daemon);
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  @Test
  void kernelsAreListedWithoutTheEngine() {
    daemon.engine.failNext(Operation.OBSERVE, 100, ErrorCode.ENGINE_UNAVAILABLE);
    assertThat(names(client.get("/kernels"))).containsExactly("demo-lua-1", "demo-lua-2");
    assertThat(names(client.get("/kernels?all=true")))
        .containsExactly("demo-lua-1", "demo-lua-2", "demo-redis-1");
    assertThat(names(client.get("/kernels?service=lua&status=running&language=lua"))).hasSize(2);
    assertThat(names(client.get("/kernels?status=dead"))).isEmpty();
    assertThat(names(client.get("/kernels?config=none"))).isEmpty();
    assertThat(client.get("/kernels?status=odd").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "lua-1, 200",
    "demo-lua-1, 200",
    "kernel-ffffffff, 404",
    "lua, 400",
    "nonsense, 404",
    "9555, 200"
  })
  void aKernelIsNamedAsPeopleNameIt(String selector, int status) {
    assertThat(client.get("/kernels/" + selector).status()).isEqualTo(status);
  }

  @Test
  void aKernelThatSomebodyMayNotSeeIsNotThere() {
    daemon.caller = DaemonOnFakeEngine.BOB;
    assertThat(names(client.get("/kernels"))).isEmpty();
    assertThat(client.get("/kernels/demo-lua-1").status()).isEqualTo(404);
    assertThat(client.get("/kernels/demo-lua-1").body()).doesNotContain("demo-lua-2");
    assertThat(client.get("/metrics").body()).doesNotContain("demo-lua-1");
    assertThat(client.get("/registry").body()).doesNotContain("demo-lua-1");
    assertThat(client.delete("/kernels/demo-lua-1").status()).isEqualTo(404);
    assertThat(client.post("/kernels", "{\"name\": \"bobs\"}").status()).isEqualTo(201);
    assertThat(names(client.get("/kernels"))).containsExactly("demo-bobs");
    daemon.caller = DaemonOnFakeEngine.ALICE;
    assertThat(names(client.get("/kernels"))).isEmpty();
    assertThat(client.get("/kernels/demo-bobs/connection").status()).isEqualTo(404);
    daemon.caller = Principal.LOCAL;
    assertThat(names(client.get("/kernels"))).contains("demo-bobs", "demo-lua-1");
  }

  @Test
  void whatIsSharedIsSeenByAllAndUsedByUsers() {
    daemon.caller = DaemonOnFakeEngine.BOB;
    assertThat(client.post("/kernels", "{\"name\": \"ours\", \"shared\": true}").status())
        .isEqualTo(201);
    daemon.caller = DaemonOnFakeEngine.VERA;
    assertThat(client.get("/kernels/demo-ours").status()).isEqualTo(200);
    assertThat(client.delete("/kernels/demo-ours").status()).isEqualTo(403);
    assertThat(client.get("/kernels/demo-ours/connection").status()).isEqualTo(403);
    for (String what : List.of("restart", "interrupt")) {
      assertThat(client.ask("POST", "/kernels/demo-ours/" + what, "", Optional.empty()).status())
          .isEqualTo(403);
    }
    assertThat(client.post("/kernels/demo-ours/exec", "{\"command\": [\"echo\"]}").status())
        .isEqualTo(403);
    assertThat(daemon.engine.containers()).contains("demo-ours");
    daemon.caller = DaemonOnFakeEngine.ALICE;
    assertThat(client.get("/kernels/demo-ours/connection").status()).isEqualTo(403);
    daemon.caller = DaemonOnFakeEngine.BOB;
    assertThat(client.get("/kernels/demo-ours/connection").status()).isEqualTo(200);
    daemon.caller = DaemonOnFakeEngine.ALICE;
    assertThat(client.delete("/kernels/demo-ours").status()).isEqualTo(200);
  }

  @Test
  void aUserHasNoMoreThanHisQuota() {
    daemon.caller = DaemonOnFakeEngine.BOB;
    assertThat(client.post("/kernels", "{\"name\": \"one\"}").status()).isEqualTo(201);
    assertThat(client.post("/kernels", "{\"name\": \"two\"}").status()).isEqualTo(201);
    Answer third = client.post("/kernels", "{\"name\": \"three\"}");
    assertThat(third.status()).isEqualTo(403);
    assertThat(third.body()).contains("QUOTA_EXCEEDED", "bob may have 2 kernels");
    assertThat(client.delete("/kernels/demo-one").status()).isEqualTo(200);
    assertThat(client.post("/kernels", "{\"name\": \"three\"}").status()).isEqualTo(201);
  }

  @Test
  void onlyAnOperatorMakesKernelsInTheNameOfOthers() {
    daemon.caller = DaemonOnFakeEngine.BOB;
    assertThat(client.post("/kernels", "{\"owner\": \"alice\"}").status()).isEqualTo(403);
    daemon.caller = Principal.LOCAL;
    assertThat(client.post("/kernels", "{\"name\": \"hers\", \"owner\": \"alice\"}").status())
        .isEqualTo(201);
    daemon.caller = DaemonOnFakeEngine.ALICE;
    assertThat(names(client.get("/kernels"))).containsExactly("demo-hers");
  }

  @Test
  void aStoppedKernelIsGoneAtOnceAndItsSlotStaysEmpty() {
    daemon.attentive = false;
    Answer ended = client.delete("/kernels/lua-1");
    assertThat(ended.json().path("slot").textValue()).isEqualTo("lua-1");
    assertThat(client.get("/kernels/lua-1").status()).isEqualTo(404);
    assertThat(client.delete("/kernels/lua-1").status()).isEqualTo(404);
    assertThat(daemon.home.inputs(Samples.PROJECT).stopped())
        .containsExactly(new Slot(new ServiceName("lua"), 1));
  }

  @Test
  void aSpawnedKernelIsThereAtOnceAndReadyLater() {
    daemon.attentive = false;
    Answer made =
        client.post(
            "/kernels",
            "{\"config\": \"default.toml\", \"language\": \"lua\", \"memory_limit\": \"512m\","
                + " \"cpu_limit\": 0.5, \"env_vars\": {\"LEVEL\": \"9\"}, \"name\": \"mine\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().path("phase").textValue()).isEqualTo("starting");
    String location = made.header("Location").orElseThrow();
    assertThat(location).isEqualTo("/kernels/" + made.json().path("id").textValue());
    JsonNode ready =
        Eventually.see(
            Duration.ofSeconds(20),
            () -> client.get(location).json(),
            kernel -> kernel.path("phase").asText().equals("ready"));
    assertThat(ready.path("name").textValue()).isEqualTo("demo-mine");
    assertThat(ready.path("memory_limit_mb").doubleValue()).isEqualTo(512);
    assertThat(client.post("/kernels", "{\"name\": \"mine\"}").status()).isEqualTo(409);
  }

  @Test
  void aSpawnThatFailsIsToldAndLeavesNothing() {
    daemon.engine.behave(new ServiceName("spawned"), Behaviour.dies(3));
    Answer waited = client.post("/kernels?wait=ready", "{}");
    assertThat(waited.status()).isEqualTo(504);
    Answer made = client.post("/kernels", "{}");
    assertThat(made.status()).isEqualTo(201);
    String name = made.json().path("name").textValue();
    Eventually.see(
        Duration.ofSeconds(20),
        () -> daemon.bulletin.after(0),
        told ->
            told.stream()
                .anyMatch(
                    e -> e.event().kind() == Kind.FAILED && e.event().subject().equals(name)));
    assertThat(client.get(made.header("Location").orElseThrow()).status()).isEqualTo(404);
    assertThat(daemon.engine.containers()).doesNotContain(name);
  }

  @Test
  void waitedForAKernelIsReady() {
    Answer made = client.post("/kernels?wait=ready", "");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().path("phase").textValue()).isEqualTo("ready");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image\": \"evil\"}                     | 400",
        "{\"privileged\": true}                    | 400",
        "{\"env_vars\": {\"LD_PRELOAD\": \"/x\"}}  | 403",
        "{\"env_vars\": {\"LEVEL\": 9}}            | 400",
        "{\"env_vars\": [\"LEVEL=9\"]}             | 400",
        "{\"config\": \"../outside\"}              | 400",
        "{\"config\": \"/etc/passwd\"}             | 400",
        "{\"config\": \"outside\"}                 | 404",
        "{\"language\": \"cobol\"}                 | 404",
        "{\"config\": \"openai\", \"language\": \"javascript\"} | 422",
        "{\"memory_limit\": \"1.5\"}               | 400",
        "{\"memory_limit\": \"many\"}              | 400",
        "{\"memory_limit\": 512}                   | 400",
        "{\"cpu_limit\": \"1e999\"}                | 400",
        "{\"cpu_limit\": -1}                       | 400",
        "{\"cpu_limit\": 0}                        | 400",
        "{\"name\": \"lua-7\"}                     | 400",
        "{\"name\": \"../x\"}                      | 400",
      })
  void aSpawnTakesNothingThatItMayNot(String body, int status) {
    Answer answer = client.post("/kernels", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(daemon.engine.containers()).hasSize(3);
  }

  @Test
  void withAKeyAKernelIsMadeOnce() {
    String key = "Idempotency-Key: k1\r\n";
    Answer first = client.ask("POST", "/kernels", key, Optional.of("{}"));
    Answer again = client.ask("POST", "/kernels", key, Optional.of("{}"));
    assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(client.ask("POST", "/kernels", key, Optional.of("{\"name\": \"b\"}")).status())
        .isEqualTo(422);
    assertThat(daemon.engine.containers()).hasSize(4);
  }

  @Test
  void whoeverRequiresTheSameFindsTheSame() {
    Answer first = client.post("/find", "{\"labels\": {\"a\": \"b\"}, \"owner\": \"ann\"}");
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(
            client
                .post("/find", "{\"labels\": {\"a\": \"b\"}, \"owner\": \"ann\"}")
                .json()
                .path("id"))
        .isEqualTo(first.json().path("id"));
    assertThat(client.post("/find", "{}").json().path("id")).isNotEqualTo(first.json().path("id"));
    Answer own = client.post("/find", "{\"exclusive\": true}");
    assertThat(own.json().path("claim").isTextual()).isTrue();
    assertThat(client.post("/find", "{\"exclusive\": true, \"max_clients\": 2}").status())
        .isEqualTo(400);
    assertThat(client.post("/find", "{\"labels\": {\"io.llmspell.fleet.id\": \"x\"}}").status())
        .isEqualTo(400);
    assertThat(client.post("/find", "{\"config\": \"nothing\"}").status()).isEqualTo(404);
  }

  @Test
  void aRestartFillsTheSlotAnew() {
    daemon.attentive = false;
    String old = client.get("/kernels/lua-1").json().path("id").textValue();
    Answer restarted = client.ask("POST", "/kernels/lua-1/restart", "", Optional.empty());
    assertThat(restarted.status()).as(restarted.body()).isEqualTo(200);
    assertThat(restarted.json().path("id").textValue()).isNotEqualTo(old);
    assertThat(client.get("/kernels/lua-1").json().path("id"))
        .isEqualTo(restarted.json().path("id"));
    String byHand = client.post("/kernels", "{}").header("Location").orElseThrow();
    assertThat(client.ask("POST", byHand + "/restart", "", Optional.empty()).status())
        .isEqualTo(409);
    assertThat(client.ask("POST", "/kernels/none/restart", "", Optional.empty()).status())
        .isEqualTo(404);
  }

  @Test
  void aBusyKernelIsInterrupted() {
    daemon.engine.behave("demo-lua-1", Behaviour.BUSY);
    Answer answer = client.ask("POST", "/kernels/lua-1/interrupt", "", Optional.empty());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(client.ask("POST", "/kernels/redis-1/interrupt", "", Optional.empty()).status())
        .isEqualTo(409);
  }

  @Test
  void aConnectionFileIsItsContent() {
    Answer answer = client.get("/kernels/lua-1/connection");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            new String(
                daemon.home.readConnectionFile("demo-lua-1", Instant.MIN).orElseThrow(), UTF_8));
    assertThat(client.get("/kernels/redis-1/connection").status()).isEqualTo(409);
    assertThat(client.get("/kernels/none/connection").status()).isEqualTo(404);
  }

  @Test
  void noListHasAKey() {
    String key = client.get("/kernels/lua-1/connection").body().lines().skip(6).findFirst().get();
    assertThat(key).isNotBlank();
    for (String path :
        List.of("/kernels", "/kernels/lua-1", "/registry", "/metrics", "/plan", "/services/lua")) {
      assertThat(client.get(path).status()).isEqualTo(200);
      assertThat(client.get(path).body()).doesNotContain(key);
    }
  }

  @Test
  void aProgramIsRunAndSaysHowItEnded() {
    String path = "/kernels/lua-1/exec";
    JsonNode echo = client.post(path, "{\"command\": [\"echo\", \"a\", \"b\"]}").json();
    assertThat(echo.path("exit_code").intValue()).isZero();
    assertThat(echo.path("stdout").textValue()).isEqualTo("a b");
    JsonNode cat = client.post(path, "{\"command\": [\"cat\"], \"input\": \"x\"}").json();
    assertThat(cat.path("stdout").textValue()).isEqualTo("x");
    JsonNode none = client.post(path, "{\"command\": [\"none\"]}").json();
    assertThat(none.path("exit_code").intValue()).isEqualTo(127);
    assertThat(none.path("stderr").textValue()).isEqualTo("no such program");
    JsonNode hang = client.post(path, "{\"command\": [\"hang\"], \"timeout_seconds\": 1}").json();
    assertThat(hang.path("exit_code").isNull()).isTrue();
    assertThat(hang.path("timed_out").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"command\": []}",
        "{\"command\": \"echo\"}",
        "{\"command\": [\"\"]}",
        "{\"command\": [\"echo\", 1]}",
        "{\"command\": [\"e\\u0000\"]}",
        "{\"command\": [\"echo\"], \"user\": \"root\"}",
        "{\"command\": [\"echo\"], \"env_vars\": {\"A=B\": \"c\"}}",
        "{\"command\": [\"echo\"], \"timeout_seconds\": 0}",
      })
  void aProgramThatIsNoneIsRefused(String body) {
    assertThat(client.post("/kernels/lua-1/exec", body).status()).isEqualTo(400);
  }

  @Test
  void logsAreLines() {
    daemon.engine.print("demo-lua-1", new LogSource.Line(false, "one"));
    daemon.engine.print("demo-lua-1", new LogSource.Line(true, "two"));
    assertThat(dechunked(client.get("/kernels/lua-1/logs"))).isEqualTo("one\ntwo\n");
    assertThat(dechunked(client.get("/kernels/lua-1/logs?tail=1"))).isEqualTo("two\n");
    assertThat(client.get("/kernels/lua-1/logs?tail=-1").status()).isEqualTo(400);
    assertThat(client.get("/kernels/none/logs").status()).isEqualTo(404);
  }

  private static String dechunked(Answer answer) {
    return answer.body().replaceAll("(?m)^[0-9a-fA-F]+\r\n", "").replace("\r\n", "");
  }

  @Test
  void aServiceIsScaledForAsLongAsTheFileAllowsIt() {
    assertThat(client.get("/services/lua").json().path("scale").intValue()).isEqualTo(2);
    client.delete("/kernels/lua-2");
    Answer scaled = client.put("/services/lua", "{\"scale\": 3}");
    assertThat(scaled.json().path("scale").intValue()).isEqualTo(3);
    assertThat(daemon.home.inputs(Samples.PROJECT).scale())
        .containsEntry(new ServiceName("lua"), 3);
    assertThat(daemon.home.inputs(Samples.PROJECT).stopped()).isEmpty();
    assertThat(client.put("/services/lua", "{\"scale\": 6}").status()).isEqualTo(422);
    assertThat(daemon.home.inputs(Samples.PROJECT).scale())
        .containsEntry(new ServiceName("lua"), 3);
    assertThat(client.put("/services/none", "{\"scale\": 1}").status()).isEqualTo(404);
    assertThat(client.put("/services/lua", "{\"scale\": -1}").status()).isEqualTo(400);
    assertThat(client.get("/services/none").status()).isEqualTo(404);
  }

  @Test
  void thePlanSaysWhatIsLeftToDo() {
    client.put("/services/lua", "{\"scale\": 3}");
    JsonNode plan = client.get("/plan").json();
    assertThat(plan.path("actions").findValuesAsText("action")).contains("start", "keep");
    assertThat(plan.at("/held/0/reason").textValue()).isEqualTo("given up after 3 attempts");
  }

  @Test
  void aReloadSaysWhetherTheFileCanBeRead() {
    Answer read = client.ask("POST", "/reload", "", Optional.empty());
    assertThat(read.json().path("services")).hasSize(2);
    daemon.attentive = false;
    daemon.home.updateInputs(
        Samples.PROJECT,
        said -> new Inputs(List.of(), List.of(), Map.of(new ServiceName("lua"), 99), Set.of()));
    assertThat(client.ask("POST", "/reload", "", Optional.empty()).status()).isEqualTo(422);
  }

  @Test
  void healthIsToldWhateverHappens() {
    assertThat(client.get("/health").body().replaceAll("\\s", ""))
        .isEqualTo("{\"status\":\"healthy\"}");
    daemon.degrade("the engine does not answer");
    Answer degraded = client.get("/health");
    assertThat(degraded.status()).isEqualTo(503);
    assertThat(degraded.json().path("reason").textValue()).isEqualTo("the engine does not answer");
    assertThat(names(client.get("/kernels"))).hasSize(2);
  }

  @Test
  void beforeTheFirstLookNothingIsSaidOfTheFleet() throws IOException {
    try (DaemonOnFakeEngine young = new DaemonOnFakeEngine(folder.resolve("young"))) {
      ApiClient early = new ApiClient(young);
      assertThat(early.get("/health").json().path("status").textValue()).isEqualTo("starting");
      for (String path : List.of("/kernels", "/kernels/lua-1", "/plan", "/registry")) {
        Answer answer = early.get(path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").textValue()).isEqualTo("STARTING");
        assertThat(answer.json().path("detail").textValue()).contains("starting");
      }
      assertThat(early.post("/kernels", "{}").status()).isEqualTo(503);
      assertThat(early.delete("/kernels/lua-1").status()).isEqualTo(503);
    }
  }

  private static List<String> names(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("kernels").findValuesAsText("name");
  }
}
