package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.llmspell.fleet.daemon.http.Parameter;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.daemon.wire.RawHttp;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is wrong, at every route: it is refused, and nothing is given away. */
@SuppressWarnings("NullAway.Init") // set before each test
class FuzzTest {
  private static final List<String> NAMES =
      List.of(
          "..",
          ".",
          "%2e%2e",
          "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
          "..%5c..%5cetc",
          "%00",
          "%0d%0aX:%20y",
          "%ff%fe",
          "%c0%ae%c0%ae",
          "%",
          "%zz",
          "%u0041",
          "a;b=c",
          "a".repeat(3000),
          "%F0%9F%98%80",
          "'%20or%201=1--",
          "%3Cscript%3E",
          "$%7Bjndi:x%7D",
          "{id}",
          "-1",
          "99999999999999999999",
          "kernel-",
          "[1]",
          "*");

  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "1e400",
          "1.5",
          "99999999999999999999999",
          "true",
          "[]",
          "{}",
          "[[[[[[]]]]]]",
          "{\"a\":{\"b\":1}}",
          "\"\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"../../etc/passwd\"",
          "\"" + "x".repeat(100_000) + "\"",
          "[null]",
          "[1,\"a\"]");

  @TempDir private Path folder;
  private DaemonOnFakeEngine daemon;
  private Set<String> before = Set.of();

  @BeforeEach
  void start() throws IOException {
    daemon = new DaemonOnFakeEngine(folder).up();
    before = daemon.engine.containers();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(daemon.engine.containers()).isEqualTo(before);
    assertThat(RawHttp.ask(daemon.port(), "GET /health", "").status()).isEqualTo(200);
    daemon.close();
  }

  @Test
  void namesThatMeanNothingAreRefused() {
    for (Route route : daemon.daemon().routes()) {
      if (route.path().contains("{")) {
        for (String name : NAMES) {
          String line = route.method() + " " + route.path().replaceAll("\\{[^}]*}", quoted(name));
          refused(line, RawHttp.ask(daemon.port(), line, "", "{}"));
        }
      }
    }
  }

  @Test
  void parametersThatAreUnknownOrOddAreRefused() {
    for (Route route : daemon.daemon().routes()) {
      String line = line(route);
      for (String name : NAMES) {
        String unknown = line + "?unknown" + name + "=1";
        if (!name.contains(" ") && !name.contains("#")) {
          refused(unknown, RawHttp.ask(daemon.port(), unknown, "", "{}"));
        }
      }
      for (Parameter parameter : route.parameters()) {
        if (parameter.in() == Parameter.In.QUERY && !isFree(parameter)) {
          for (String value : NAMES) {
            String odd = line + "?" + parameter.name() + "=" + value;
            refused(odd, RawHttp.ask(daemon.port(), odd, "", "{}"));
          }
        }
      }
    }
  }

  @Test
  void fieldsThatAreOddAreRefused() {
    for (Route route : withBody()) {
      Schema schema = route.body().orElseThrow();
      TreeMap<String, ObjectNode> named = new TreeMap<>();
      schema.describe(named);
      List<String> fields = new ArrayList<>(List.of("unknown", "__proto__", "image"));
      named
          .values()
          .forEach(node -> node.path("properties").fieldNames().forEachRemaining(fields::add));
      for (String field : fields) {
        for (String value : VALUES) {
          String body = "{\"" + field + "\": " + value + "}";
          if (schema.fault("the body", parsed(body)).isPresent()) {
            refused(line(route) + " " + field, RawHttp.ask(daemon.port(), line(route), "", body));
          }
        }
      }
    }
  }

  @Test
  void bodiesThatAreNoneAreRefused() {
    String json = "Content-Type: application/json\r\n";
    for (Route route : withBody()) {
      String line = line(route);
      for (String body :
          List.of("[]", "null", "1", "\"a\"", "{", "{\"a\"", "nul", "{}}", "\ufeff[]")) {
        refused(line + body, RawHttp.ask(daemon.port(), line, json, body.getBytes(UTF_8)));
      }
      refused(line, RawHttp.ask(daemon.port(), line, json, "{\"ä\": 1}".getBytes(ISO_8859_1)));
      refused(line, RawHttp.ask(daemon.port(), line, json, "{}".getBytes(UTF_16)));
      refused(line, RawHttp.ask(daemon.port(), line, json, "[".repeat(50_000).getBytes(UTF_8)));
      refused(line, RawHttp.ask(daemon.port(), line, json, new byte[(1 << 20) + 1]));
      refused(line, RawHttp.ask(daemon.port(), line, "", "{}".getBytes(UTF_8)));
      refused(
          line,
          RawHttp.ask(
              daemon.port(), line, json + "Content-Encoding: gzip\r\n", "{}".getBytes(UTF_8)));
    }
  }

  @Test
  void bytesThatMeanNothingAreRefused() {
    Seeds.rounds(
        "bytesThatMeanNothingAreRefused",
        30,
        random -> {
          byte[] bytes = new byte[1 + random.nextInt(200)];
          random.nextBytes(bytes);
          for (Route route : withBody()) {
            String line = line(route);
            String json = "Content-Type: application/json\r\n";
            refused(line, RawHttp.ask(daemon.port(), line, json, bytes));
          }
        });
  }

  @Test
  void strangersAndForeignPagesAreRefused() {
    for (Route route : daemon.daemon().routes()) {
      String line = line(route);
      for (String origin : List.of("null", "https://evil.example", "http://127.0.0.1", "x")) {
        refused(line, RawHttp.ask(daemon.port(), line, "Origin: " + origin + "\r\n", "{}"));
      }
      for (String host : List.of("evil.example", "127.0.0.1.evil.example", "", "192.0.2.7")) {
        String head = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        refused(head, RawHttp.say(daemon.port(), head, new byte[0]));
      }
    }
  }

  @Test
  void methodsThatAPathDoesNotHaveAreRefused() {
    for (Route route : daemon.daemon().routes()) {
      String path = line(route).split(" ", 2)[1];
      for (String method : List.of("PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "G%45T")) {
        refused(method + path, RawHttp.ask(daemon.port(), method + " " + path, ""));
      }
    }
  }

  private List<Route> withBody() {
    return daemon.daemon().routes().stream().filter(route -> route.body().isPresent()).toList();
  }

  /** With names that mean nothing, so that what gets through by mistake does no harm. */
  private static String line(Route route) {
    return route.method() + " " + route.path().replaceAll("\\{[^}]*}", "none");
  }

  private static String quoted(String name) {
    return name.replace("\\", "\\\\").replace("$", "\\$");
  }

  /** Whether any text is a value of it. */
  private static boolean isFree(Parameter parameter) {
    return parameter.schema().fault("", TextNode.valueOf("ä'")).isEmpty();
  }

  private static JsonNode parsed(String body) {
    try {
      return JsonText.readStrictly(body.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refused(String what, Answer answer) {
    String said = what.substring(0, Math.min(200, what.length())) + "\n" + answer;
    assertThat(answer.status()).as(said).isBetween(400, 499);
    assertThat(answer.body())
        .as(said)
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain("jetty")
        .doesNotContain("root:");
  }
}
