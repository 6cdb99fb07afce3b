package io.llmspell.fleet.daemon.jetty;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.daemon.wire.RawHttp;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import io.llmspell.fleet.error.ErrorCode;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
  private final SampleServer server = new SampleServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aThingIsAnswered() {
    Answer answer = ask("GET /things/a%20b?deep=true", "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Server")).isEmpty();
    assertThat(answer.json().path("id").textValue()).isEqualTo("a b");
  }

  @Test
  void whatIsRefusedSaysWhatAndWhy() {
    Answer answer = ask("GET /nothing", "");
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.json().properties().stream().map(e -> e.getKey() + "=" + e.getValue()))
        .containsExactly(
            "type=\"/docs#NO_SUCH_PATH\"",
            "title=\"No such path\"",
            "status=404",
            "detail=\"there is no such path: see /docs\"",
            "instance=\"/nothing\"",
            "code=\"NO_SUCH_PATH\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /things/%zz, 400",
    "GET /things/%ff%fe, 400",
    "GET /things/..%2f..%2fetc, 400",
    "GET /things/%2e%2e/x, 400",
    "GET /../../etc/passwd, 400",
    "GET /things/a%00b, 400",
    "GET /things/a;x=y, 400",
    "GET //things/a, 400",
    "GET /things/, 404",
    "GET /things/a/b, 404",
    "GET /things/a?deep=perhaps, 400",
    "GET /things/a?depth=1, 400",
    "GET /things/a?deep=true&deep=true, 400",
    "GET /things/a?deep=%ff, 400",
    "GET /things/a?%zz, 400",
    "GET /things/aaaaaaaaaaaaaaaaaaaaaaaaaaaaa, 400",
    "PATCH /things/a, 405",
    "get /things/a, 405",
    "TRACE /things/a, 405",
    "GET nonsense, 400",
  })
  void aBadLineIsRefused(String line, int status) {
    Answer answer = ask(line, "");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("status").intValue()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("jetty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /things HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:x\r\n\r\n",
      })
  void whatIsNoHttpIsRefused(String said) {
    Answer answer = RawHttp.say(server.port(), said, new byte[0]);
    assertThat(answer.status()).isIn(0, 400, 403, 404, 505);
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("jetty");
  }

  @Test
  void headersThatAreTooLongAreRefused() {
    assertThat(ask("GET /things/a", "X: " + "x".repeat(100_000) + "\r\n").status()).isEqualTo(431);
    assertThat(ask("GET /things/" + "x".repeat(100_000), "").status()).isEqualTo(414);
  }

  @Test
  void aMethodThatAPathHasNotIsAnsweredWithThoseThatItHas() {
    assertThat(ask("PUT /things/a", "").header("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    Answer options = ask("OPTIONS /things/a", "Authorization: stranger\r\n");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void headIsGetWithoutABody() {
    Answer head = ask("HEAD /things/a", "");
    Answer get = ask("GET /things/a", "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    assertThat(ask("HEAD /stream", "").status()).isEqualTo(200);
    assertThat(ask("HEAD /nothing", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"count\": 1}                        | 201 | ",
        "{\"count\": 1, \"name\": null}        | 201 | ",
        "{\"count\": 1, \"of\": [\"a\"]}       | 201 | ",
        "{}                                    | 400 | the body lacks the field 'count'",
        "{\"count\": 0}                        | 400 | 'count' has to be a whole number from 1 to 9",
        "{\"count\": 1.5}                      | 400 | 'count' has to be a whole number from 1 to 9",
        "{\"count\": 1e400}                    | 400 | 'count' has to be a whole number from 1 to 9",
        "{\"count\": 99999999999999999999}     | 400 | 'count' has to be a whole number from 1 to 9",
        "{\"count\": \"1\"}                    | 400 | 'count' has to be a whole number from 1 to 9",
        "{\"count\": 1, \"name\": \"Upper\"}   | 400 | 'name' has to match [a-z]+, or null",
        "{\"count\": 1, \"of\": [\"c\"]}       | 400 | 'of'[0] has to be one of a, b",
        "{\"count\": 1, \"image\": \"x\"}      | 400 | the body has no field 'image'; there are count, name, of",
        "{\"count\": 1, \"count\": 2}          | 400 | the body is not JSON at line 1, column 21",
        "{\"count\": 1} {}                     | 400 | the body is not JSON at line 1, column 15",
        "[]                                    | 400 | the body has to be an object",
        "null                                  | 400 | the body has to be an object",
        "{\"count\":                           | 400 | the body is not JSON at line 1, column 10",
        "hello                                 | 400 | the body is not JSON at line 1, column 1",
      })
  void aBodyHasToBeAsDescribed(String body, int status, String detail) {
    Answer answer = RawHttp.ask(server.port(), "POST /things", "", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status != 201) {
      assertThat(answer.json().path("detail").textValue()).isEqualTo(detail);
    }
  }

  @Test
  void aBodyHasToBeJsonInUtf8AndNotTooLong() {
    byte[] good = "{\"count\": 1}".getBytes(UTF_8);
    assertThat(post("", good)).isEqualTo(415);
    assertThat(post("Content-Type: text/plain\r\n", good)).isEqualTo(415);
    assertThat(post("Content-Type: application/x-www-form-urlencoded\r\n", good)).isEqualTo(415);
    assertThat(post("Content-Type: application/json; charset=latin1\r\n", good)).isEqualTo(415);
    assertThat(post("Content-Type: Application/JSON; charset=\"UTF-8\"\r\n", good)).isEqualTo(201);
    String json = "Content-Type: application/json\r\n";
    assertThat(post(json + "Content-Encoding: gzip\r\n", good)).isEqualTo(415);
    assertThat(post(json, "{\"count\": 1}".getBytes(UTF_16))).isEqualTo(400);
    assertThat(post(json, new byte[] {'"', (byte) 0xff, '"'})).isEqualTo(400);
    assertThat(post(json, "[".repeat(900).getBytes(UTF_8))).isEqualTo(400);
    assertThat(post(json, new byte[SampleServer.LONGEST_BODY + 1])).isEqualTo(413);
    assertThat(post(json, new byte[5 << 20])).isEqualTo(413);
  }

  @Test
  void aBodyThatDoesNotSayHowLongItIsIsNotReadForEver() {
    String chunk = "400\r\n" + " ".repeat(1024) + "\r\n";
    Answer answer =
        RawHttp.say(
            server.port(),
            "POST /things HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk
                + chunk
                + "0\r\n\r\n",
            new byte[0]);
    assertThat(answer.status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "Host: 127.0.0.1, true",
    "Host: 127.9.9.9:80, true",
    "Host: localhost:9550, true",
    "Host: LOCALHOST, true",
    "Host: [::1]:9550, true",
    "Host: fleet.example, true",
    "Host: evil.example, false",
    "Host: localhost.evil.example, false",
    "Host: 192.0.2.1, false",
    "Host: 127.0.0.1@evil.example, false",
    "Host: 0x7f.1, false",
    "Host:, false",
  })
  void onlyByItsOwnNamesIsItServed(String host, boolean served) {
    Answer answer =
        RawHttp.say(
            server.port(),
            "GET /things/a HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n",
            new byte[0]);
    if (served) {
      assertThat(answer.status()).isEqualTo(200);
    } else {
      assertThat(answer.status()).isIn(400, 403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://page.example, 201",
    "HTTPS://PAGE.example, 201",
    "http://127.0.0.1:PORT, 201",
    "http://127.0.0.1, 403",
    "http://127.0.0.1:1, 403",
    "http://localhost:PORT, 403",
    "https://127.0.0.1:PORT, 201",
    "null, 403",
    "https://evil.example, 403",
    "http://page.example, 403",
    "file://, 403",
    "::::, 403",
  })
  void onlyPagesOfItsOwnAndKnownOnesAreServed(String origin, int status) {
    String from = origin.replace("PORT", Integer.toString(server.port()));
    Answer answer =
        RawHttp.ask(server.port(), "POST /things", "Origin: " + from + "\r\n", "{\"count\": 1}");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Access-Control-Allow-Origin").isPresent())
        .isEqualTo(origin.toLowerCase(Locale.ROOT).equals("https://page.example"));
  }

  @Test
  void aKnownPageMayAskBeforehand() {
    Answer answer = ask("OPTIONS /things", "Origin: https://page.example\r\n");
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://page.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("OPTIONS, POST");
    assertThat(ask("OPTIONS /things", "Origin: https://evil.example\r\n").status()).isEqualTo(403);
  }

  @Test
  void whoeverMayNotIsToldSo() {
    Answer unknown = ask("GET /things/a", "Authorization: stranger\r\n");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.header("WWW-Authenticate")).contains("Bearer realm=\"docker-fleet\"");
    assertThat(ask("GET /nothing", "Authorization: stranger\r\n").status()).isEqualTo(401);
    assertThat(ask("DELETE /things/a", "Authorization: ann USER\r\n").status()).isEqualTo(403);
    assertThat(ask("DELETE /things/a", "Authorization: ann OPERATOR\r\n").status()).isEqualTo(200);
    Answer hasty = ask("GET /things/a", "Authorization: hasty\r\n");
    assertThat(hasty.status()).isEqualTo(429);
    assertThat(hasty.header("Retry-After")).contains("2");
  }

  @Test
  void theGateHearsOfEveryChangeAndOfNothingElse() {
    ask("GET /things/a", "");
    ask("DELETE /things/a", "Authorization: ann USER\r\n");
    ask("DELETE /things/b", "");
    RawHttp.ask(server.port(), "POST /things", "", "{}");
    RawHttp.ask(server.port(), "POST /things", "", "{\"count\": 1, \"name\": \"fail\"}");
    assertThat(server.log)
        .containsExactly(
            "ann endThing 403 FORBIDDEN /things/a",
            "op endThing 200 OK /things/b",
            "op makeThing 400 MALFORMED /things",
            "op makeThing 409 CONFLICT /things");
  }

  @Test
  void ofAFaultNothingIsTold() {
    Answer answer = ask("GET /fault", "");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret").doesNotContain("Exception");
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aFailureOfTheFleetHasItsOwnStatus(ErrorCode code) {
    Answer answer = ask("GET /failure?code=" + code, "");
    assertThat(answer.status()).isEqualTo(code.httpStatus());
    assertThat(answer.json().path("code").textValue()).isEqualTo(code.name());
  }

  private Answer ask(String line, String headers) {
    return RawHttp.ask(server.port(), line, headers);
  }

  private int post(String headers, byte[] body) {
    return RawHttp.ask(server.port(), "POST /things", headers, body).status();
  }
}
