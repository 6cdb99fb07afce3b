package io.llmspell.fleet.docker;

import static io.llmspell.fleet.docker.engine.Behaviour.cutAfter;
import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static io.llmspell.fleet.docker.engine.Behaviour.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.engine.Behaviour;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.UnrulyEngine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.runtime.LogSource.Line;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.testkit.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the runtime makes of answers that fail: never that there is nothing. */
class FailedLooksTest {
  private static final Instance KERNEL =
      Samples.instance(Samples.service("lua").kernel().build(), 1).build();
  private static final String ARCHIVE = "/containers/" + KERNEL.handle() + "/archive";
  private static final String LOGS = "/containers/" + KERNEL.handle() + "/logs";
  private static final ImageReference REDIS = new ImageReference("redis:7");
  private static final String IMAGE = "/images/redis:7/json";
  private static final String PULL = "/images/create";
  private static final Observation ALL =
      new Observation(Samples.PROJECT, Set.of(REDIS), Set.of("net"), Set.of("data"), false);
  private static final Resource PULLED = new Resource.Image(REDIS, PullPolicy.MISSING);

  static Stream<Arguments> failures() {
    List<Behaviour> behaviours =
        List.of(
            json(200, ""),
            json(200, "null"),
            json(404, "{\"message\":\"page not found\"}"),
            json(500, "{\"message\":\"deadlock\"}"),
            typed(200, "text/html", "<html></html>"),
            typed(404, "text/html", "<html></html>"),
            cutAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n["),
            cutAfter(""));
    return Stream.of("/containers/json", IMAGE, "/networks", "/volumes")
        .flatMap(path -> behaviours.stream().map(b -> Arguments.of(path, b)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aLookOfWhichAnyPartFailsIsNoLook(String path, Behaviour failure) {
    String none = "{\"message\":\"No such thing\"}";
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp()
                .on("/containers/json", json(200, "[]"))
                .on(IMAGE, json(404, none))
                .on("/networks", json(200, "[]"))
                .on("/volumes", json(200, "{\"Volumes\":[]}"));
        DockerRuntime runtime = runtime(unruly)) {
      assertThat(runtime.observe(ALL).instances()).isEmpty();
      unruly.on(path, failure);

      assertThatThrownBy(() -> runtime.observe(ALL)).isInstanceOf(FleetException.class);
    }
  }

  static Stream<Behaviour> brokenArchives() {
    return Stream.of(
        typed(200, "application/x-tar", ""),
        typed(200, "application/x-tar", "fleet/connection.json"),
        typed(200, "text/html", "<html></html>"),
        cutAfter("HTTP/1.1 200 OK\r\nContent-Length: 2048\r\n\r\nfleet"),
        json(404, "{\"message\":\"page not found\"}"));
  }

  @ParameterizedTest
  @MethodSource("brokenArchives")
  void aConnectionFileThatCanNotBeReadIsNotMissing(Behaviour broken) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(ARCHIVE, broken);
        DockerRuntime runtime = runtime(unruly)) {
      assertThatThrownBy(() -> runtime.connectionFile(KERNEL)).isInstanceOf(FleetException.class);
    }
  }

  @Test
  void aConnectionFileIsMissingIfTheEngineSaysSo() {
    String missing = "{\"message\":\"Could not find the file /fleet in container c1\"}";
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(ARCHIVE, json(404, missing));
        DockerRuntime runtime = runtime(unruly)) {
      assertThat(runtime.connectionFile(KERNEL)).isEmpty();
    }
  }

  @Test
  void aNetworkInUseStaysAndOneThatMayNotBeRemovedIsAnError() {
    Resource network = new Resource.Network(NetworkSpec.named("net"));
    String listed =
        "[{\"Name\":\"net\",\"Id\":\"n1\",\"Labels\":{\"io.llmspell.fleet.project\":\"demo\"}}]";
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp()
                .on("/containers/json", json(200, "[]"))
                .on("/networks", json(200, listed))
                .on(
                    "/networks/n1",
                    json(403, "{\"message\":\"network net id n1 has active endpoints\"}"),
                    json(403, "{\"message\":\"denied by policy\"}"));
        DockerRuntime runtime = runtime(unruly)) {
      assertThat(runtime.discard(Samples.PROJECT, network)).isFalse();
      assertThatThrownBy(() -> runtime.discard(Samples.PROJECT, network))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_FORBIDDEN)
          .hasMessage("can't remove network net: denied by policy");
    }
  }

  static Stream<Arguments> pulls() {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    String chunk = "Transfer-Encoding: chunked\r\n\r\n13\r\n{\"status\":\"Pulling\"}\r\n";
    return Stream.of(
        Arguments.of(
            cutAfter(head + chunk), ErrorCode.ENGINE_UNAVAILABLE, "the engine broke off ("),
        Arguments.of(
            json(200, "{\"errorDetail\":{\"message\":\"write /x: no space left on device\"}}"),
            ErrorCode.DISK_FULL,
            "write /x: no space left on device; the engine's disk is full"),
        Arguments.of(
            json(200, "{\"errorDetail\":{\"message\":\"manifest unknown\"}}"),
            ErrorCode.IMAGE_UNAVAILABLE,
            "image redis:7 is not to be had: can't pull image redis:7: manifest unknown"),
        Arguments.of(
            json(404, "{\"message\":\"pull access denied for redis\"}"),
            ErrorCode.IMAGE_UNAVAILABLE,
            "pull access denied for redis"),
        Arguments.of(
            json(200, "{\"status\":\"Pulling\"}"),
            ErrorCode.IMAGE_UNAVAILABLE,
            "the engine pulled it, and it is not there"));
  }

  @ParameterizedTest
  @MethodSource("pulls")
  void aPullThatFailsSaysWhoseFaultItIs(Behaviour pull, ErrorCode code, String words) {
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp()
                .on(IMAGE, json(404, "{\"message\":\"No such image: redis:7\"}"))
                .on(PULL, pull);
        DockerRuntime runtime = runtime(unruly)) {
      assertThatThrownBy(() -> runtime.ensure(Samples.PROJECT, PULLED, FleetListener.NONE))
          .hasFieldOrPropertyWithValue("code", code)
          .hasMessageContaining(words);
    }
  }

  @Test
  void aLogThatIsCutIsNotAWholeOne() {
    String frame = "\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0004one\n";
    List<String> lines = new ArrayList<>();
    try (UnrulyEngine unruly =
            UnrulyEngine.onTcp()
                .on(
                    LOGS,
                    cutAfter(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n"
                            + frame
                            + "\r\n"));
        DockerRuntime runtime = runtime(unruly)) {
      assertThatThrownBy(
              () ->
                  runtime.logs(
                      KERNEL, OptionalInt.empty(), false, (Line line) -> lines.add(line.text())))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE);
      assertThat(lines).containsExactly("one");
    }
  }

  private static DockerRuntime runtime(UnrulyEngine unruly) {
    return new DockerRuntime(Engine.connect(unruly.endpoint()), Optional.empty());
  }
}
