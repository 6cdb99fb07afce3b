package io.llmspell.fleet.docker.engine;

import static io.llmspell.fleet.docker.engine.Behaviour.cutAfter;
import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are made again when they fail, and which never are. */
class RepeatedCallsTest {
  private static final String LIST = "/containers/json";
  private static final String CREATE = "/containers/create";
  private static final String STOP = "/containers/c1/stop";
  private static final Behaviour CUT = cutAfter("");
  private static final Behaviour HALF =
      cutAfter(
          "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"database is locked, try again", "read /proc/3376/cgroup: no such process"})
  void aLookIsRepeatedWhenTheEngineWasKeptFromItForAMoment(String words) {
    String busy = "{\"message\":\"" + words + "\"}";
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(LIST, json(500, busy), json(200, "[]"));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatCode(() -> list(engine)).doesNotThrowAnyException();

      assertThat(unruly.requests(LIST)).isEqualTo(2);
    }
  }

  @Test
  void anyOtherFailureIsNotRepeated() {
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp().on(LIST, json(500, "{\"message\":\"deadlock\"}"));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> list(engine)).hasMessage("can't list containers: deadlock");

      assertThat(unruly.requests(LIST)).isEqualTo(1);
    }
  }

  /** All kept connections are dead then, and there may be many of them. */
  @Test
  void anEngineThatWasRestartedIsCalledOverNewConnections() throws Exception {
    int many = 12;
    CountDownLatch all = new CountDownLatch(many);
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint())) {
      Behaviour together =
          connection -> {
            all.countDown();
            return unruly.after(all, json(200, "[]")).answer(connection);
          };
      unruly.on(LIST, together);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        callers.add(new Thread(() -> list(engine)));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
      unruly.dropConnections();

      assertThatCode(() -> list(engine)).doesNotThrowAnyException();
    }
  }

  @Test
  void aChangeThatMayBeRepeatedIsRepeatedAfterACut() {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(STOP, CUT, json(204, ""));
        Engine engine = Engine.connect(unruly.endpoint())) {
      engine.change("stop c1", docker -> docker.stopContainerCmd("c1").exec());

      assertThat(unruly.requests(STOP)).isEqualTo(2);
    }
  }

  @Test
  void aChangeThatMayNotBeRepeatedIsMadeOnceAndItsOutcomeIsUnknown() {
    for (Behaviour behaviour : List.of(CUT, HALF, json(201, "<p>"), json(504, "{}"))) {
      try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(CREATE, behaviour);
          Engine engine = Engine.connect(unruly.endpoint())) {
        assertThatThrownBy(() -> create(engine))
            .hasFieldOrPropertyWithValue("code", ErrorCode.OUTCOME_UNKNOWN)
            .hasMessageStartingWith("can't tell whether it came to this: create demo-lua-1: ")
            .hasMessageEndingWith("; look before you do it again (`docker-fleet list`)");
        assertThat(unruly.requests(CREATE)).isEqualTo(1);
      }
    }
  }

  @Test
  void aRefusalOfAChangeIsNoUnknownOutcome() {
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp().on(CREATE, json(500, "{\"message\":\"try again later\"}"));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> create(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_ERROR);
      assertThat(unruly.requests(CREATE)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aChangeThatNeverLeftIsNoUnknownOutcome(boolean socket) {
    UnrulyEngine unruly = socket ? UnrulyEngine.onSocket(folder) : UnrulyEngine.onTcp();
    try (unruly;
        Engine engine = Engine.connect(unruly.endpoint())) {
      unruly.close();

      assertThatThrownBy(() -> create(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
          .hasMessageStartingWith("can't create demo-lua-1: the engine is not there (")
          .hasMessageEndingWith("): start it, or name another with DOCKER_HOST");
    }
  }

  @Test
  void aStreamIsNotRepeated() {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on("/containers/c1/logs", HALF);
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> SilentEngineTest.logs(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE);
      assertThat(unruly.requests("/containers/c1/logs")).isEqualTo(1);
    }
  }

  private static Object list(Engine engine) {
    return engine.list("list containers", "/containers/json");
  }

  private static void create(Engine engine) {
    engine.changeOnce(
        "create demo-lua-1", docker -> docker.createContainerCmd("redis:7").exec().getId());
  }
}
