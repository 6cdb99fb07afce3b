package io.llmspell.fleet.docker.engine;

import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that takes a call and does not answer it is not waited for without end. */
@Timeout(60)
class SilentEngineTest {
  private static final TimeLimits SHORT =
      new TimeLimits(Duration.ofMillis(300), Duration.ofMillis(900));
  private static final String SILENT =
      "the engine accepts connections and has not answered within 300 ms: it is paused, blocked or"
          + " overloaded; look at its process and its log, or restart it";
  private static final String LIST = "/containers/json";
  private static final String LOGS = "/containers/c1/logs";
  private static final String START = "/containers/c1/start";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[{"})
  void aLookEndsInAnError(String begun) {
    try (UnrulyEngine tcp = UnrulyEngine.onTcp();
        UnrulyEngine socket = UnrulyEngine.onSocket(folder)) {
      requireErrorFrom(tcp.on(LIST, tcp.silentAfter(begun)));
      requireErrorFrom(socket.on(LIST, socket.silentAfter(begun)));
    }
  }

  private static void requireErrorFrom(UnrulyEngine unruly) {
    try (Engine engine = Engine.connect(unruly.endpoint(), SHORT)) {
      assertThatThrownBy(() -> engine.list("list containers", "/containers/json"))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_SILENT)
          .hasMessage("can't list containers: " + SILENT);
      assertThat(unruly.requests(LIST)).isEqualTo(1);
    }
  }

  @Test
  void aPausedEngineIsNotSaidToBeMissing() {
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder)) {
      unruly.on("/version", unruly.silentAfter(""));
      String host = unruly.endpoint().uri().toString();
      EngineLocator locator = new EngineLocator(Map.of("DOCKER_HOST", host), folder, folder);

      assertThatThrownBy(() -> EngineSearch.through(locator.candidates(), SHORT).engine())
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_SILENT)
          .hasMessage("can't ask " + unruly.endpoint() + " for its version: " + SILENT);
    }
  }

  @Test
  void aChangeEndsInAnUnknownOutcomeIfTheEngineAnswersNothingElseEither() {
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint(), SHORT)) {
      unruly.on(START, unruly.silentAfter("")).on("/_ping", unruly.silentAfter(""));

      assertThatThrownBy(() -> start(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.OUTCOME_UNKNOWN)
          .hasMessageContaining("start c1: " + SILENT);
      assertThat(unruly.requests(START)).isEqualTo(1);
    }
  }

  @Test
  void aChangeThatTakesLongIsWaitedForWhileTheEngineAnswersOtherCalls() {
    CountDownLatch pinged = new CountDownLatch(1);
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint(), SHORT)) {
      unruly
          .on(START, unruly.after(pinged, json(204, "")))
          .on(
              "/_ping",
              connection -> {
                pinged.countDown();
                return json(200, "OK").answer(connection);
              });

      start(engine);

      assertThat(unruly.requests("/_ping")).isPositive();
    }
  }

  @Test
  void aChangeThatNeverEndsIsGivenUpThoughTheEngineLives() {
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint(), SHORT)) {
      unruly.on("/containers/c1/stop", unruly.silentAfter(""));

      assertThatThrownBy(
              () -> engine.change("stop c1", docker -> docker.stopContainerCmd("c1").exec()))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_SILENT)
          .hasMessage(
              "can't stop c1: the engine answers other calls, but has not done this within 900 ms:"
                  + " look at its log, or restart it");
    }
  }

  @Test
  void aStreamGoesOnWhileTheEngineLivesAndNoLonger() {
    CountDownLatch pinged = new CountDownLatch(5);
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint(), SHORT)) {
      unruly
          .on(LOGS, unruly.silentAfter("HTTP/1.1 200 OK\r\n\r\n"))
          .on(
              "/_ping",
              connection -> {
                pinged.countDown();
                return pinged.getCount() > 0
                    ? json(200, "OK").answer(connection)
                    : unruly.silentAfter("").answer(connection);
              });

      assertThatThrownBy(() -> logs(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_SILENT)
          .hasMessage("can't read logs: " + SILENT);
      assertThat(pinged.getCount()).isZero();
    }
  }

  @Test
  void aStreamEndsWithItsThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    try (UnrulyEngine unruly = UnrulyEngine.onSocket(folder);
        Engine engine = Engine.connect(unruly.endpoint())) {
      unruly.on(
          LOGS,
          connection -> {
            asked.countDown();
            return unruly.silentAfter("HTTP/1.1 200 OK\r\n\r\n").answer(connection);
          });
      Thread reader =
          new Thread(
              () -> {
                try {
                  logs(engine);
                } catch (FleetException e) {
                  end.set(e);
                }
              });
      reader.start();
      asked.await();
      reader.interrupt();
      reader.join();

      assertThat(end.get()).hasFieldOrPropertyWithValue("code", ErrorCode.CANCELLED);
    }
  }

  private static void start(Engine engine) {
    engine.changeOnce("start c1", docker -> docker.startContainerCmd("c1").exec());
  }

  static void logs(Engine engine) {
    engine.stream(
        "read logs",
        docker -> {
          try {
            return docker
                .logContainerCmd("c1")
                .withStdOut(true)
                .withFollowStream(true)
                .exec(new ResultCallback.Adapter<Frame>())
                .awaitCompletion();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
