package io.llmspell.fleet.docker.engine;

import static io.llmspell.fleet.docker.engine.Behaviour.cutAfter;
import static io.llmspell.fleet.docker.engine.Behaviour.json;
import static io.llmspell.fleet.docker.engine.Behaviour.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failed look is never taken for an empty one, nor half an answer for a shorter one. */
class BrokenAnswersTest {
  private static final String PATH = "/containers/json";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String TWO = "[{\"Id\":\"c1\"},{\"Id\":\"c2\"}]";

  static Stream<Arguments> cuts() {
    return Stream.of(
        Arguments.of("before the answer", cutAfter("")),
        Arguments.of("in the status line", cutAfter("HTTP/1.1 2")),
        Arguments.of("in the headers", cutAfter("HTTP/1.1 200 OK\r\nContent-Ty")),
        Arguments.of("after the headers", cutAfter(OK + "Content-Length: 25\r\n\r\n")),
        Arguments.of("in a body", cutAfter(OK + "Content-Length: 25\r\n\r\n[{\"Id\":\"c1\"}")),
        Arguments.of(
            "in a chunk",
            cutAfter(OK + "Transfer-Encoding: chunked\r\n\r\n19\r\n[{\"Id\":\"c1\"}")),
        Arguments.of(
            "between chunks",
            cutAfter(OK + "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\nb\r\n{\"Id\":\"c1\"}\r\n")),
        Arguments.of("in a body of no length", cutAfter(OK + "\r\n[{\"Id\":\"c1\"}")));
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cuts")
  void anAnswerThatIsCutIsAskedForAgain(String where, Behaviour cut) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(PATH, cut, cut, json(200, TWO));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThat(ids(engine)).containsExactly("c1", "c2");
    }
  }

  @ParameterizedTest(name = "cut {0}")
  @MethodSource("cuts")
  void anAnswerThatIsCutAgainAndAgainIsAnError(String where, Behaviour cut) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(PATH, cut);
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> ids(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_UNAVAILABLE)
          .hasMessageStartingWith("can't list containers: the engine broke off (")
          .hasMessageEndingWith("), as one does that is restarted; try again");
    }
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        Arguments.of("nothing", json(200, "")),
        Arguments.of("null", json(200, "null")),
        Arguments.of("no list", json(200, "{}")),
        Arguments.of("a message", json(200, "{\"message\":\"all is well\"}")),
        Arguments.of("a page", typed(200, "text/html; charset=utf-8", "<html></html>")),
        Arguments.of("a list, said to be a page", typed(200, "text/html", "[]")),
        Arguments.of("another language", typed(200, "application/xml", "<containers/>")),
        Arguments.of("noise", typed(200, "application/octet-stream", "\u0000\u0001\u0002")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("strangers")
  void anAnswerThatNoEngineGivesIsAnErrorAtOnce(String what, Behaviour behaviour) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(PATH, behaviour);
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> ids(engine))
          .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_ERROR)
          .hasMessageStartingWith(
              "can't list containers: what answers there is no container engine: it sent ");
      assertThat(unruly.requests(PATH)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsNoHttpIsAnError() {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on(PATH, cutAfter("220 smtp ready\r\n"));
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> ids(engine)).isInstanceOf(FleetException.class);
    }
  }

  static Stream<Arguments> nothingThere() {
    return Stream.of(
        Arguments.of("a page", typed(404, "text/html", "<h1>Not Found</h1>")),
        Arguments.of("nothing", typed(404, "text/plain", "")),
        Arguments.of("words", typed(404, "text/plain", "404 page not found")),
        Arguments.of("no message", json(404, "{\"error\":\"x\"}")),
        Arguments.of("an unknown path", json(404, "{\"message\":\"page not found\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nothingThere")
  void onlyTheEngineItselfCanSayThatSomethingIsGone(String what, Behaviour behaviour) {
    try (UnrulyEngine unruly = UnrulyEngine.onTcp().on("/images/x/json", behaviour);
        Engine engine = Engine.connect(unruly.endpoint())) {
      assertThatThrownBy(() -> engine.read("inspect image x", "/images/x/json"))
          .isInstanceOf(FleetException.class)
          .extracting("code")
          .isIn(ErrorCode.ENGINE_ERROR, ErrorCode.UNSUPPORTED);
    }
  }

  private static List<String> ids(Engine engine) {
    return engine.list("list containers", "/containers/json").stream()
        .map(container -> container.path("Id").asText())
        .toList();
  }
}
