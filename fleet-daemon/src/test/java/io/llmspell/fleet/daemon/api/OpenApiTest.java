package io.llmspell.fleet.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.wire.RawHttp;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is described is what there is. */
@SuppressWarnings("NullAway.Init") // set before each test
class OpenApiTest {
  /** A request that goes well, for every route but the one whose answer has no end. */
  private static final Map<String, List<String>> GOOD =
      Map.ofEntries(
          Map.entry("getHealth", List.of("GET /health")),
          Map.entry("getMetrics", List.of("GET /metrics")),
          Map.entry("getRegistry", List.of("GET /registry")),
          Map.entry("getPlan", List.of("GET /plan")),
          Map.entry("reload", List.of("POST /reload")),
          Map.entry("listKernels", List.of("GET /kernels")),
          Map.entry("getKernel", List.of("GET /kernels/lua-1")),
          Map.entry("stopKernel", List.of("DELETE /kernels/lua-2")),
          Map.entry("restartKernel", List.of("POST /kernels/lua-1/restart")),
          Map.entry("interruptKernel", List.of("POST /kernels/lua-1/interrupt")),
          Map.entry("getConnection", List.of("GET /kernels/lua-1/connection")),
          Map.entry("spawnKernel", List.of("POST /kernels", "{}")),
          Map.entry("findKernel", List.of("POST /find", "{}")),
          Map.entry("getLogs", List.of("GET /kernels/lua-1/logs")),
          Map.entry(
              "execInKernel", List.of("POST /kernels/lua-1/exec", "{\"command\":[\"echo\"]}")),
          Map.entry("getService", List.of("GET /services/lua")),
          Map.entry("scaleService", List.of("PUT /services/lua", "{\"scale\": 2}")),
          Map.entry("getOpenApi", List.of("GET /openapi.json")),
          Map.entry("getDocs", List.of("GET /docs")));

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
  void everyRouteAnswersAsItIsDescribed() {
    Map<String, Route> routes = new TreeMap<>();
    daemon.daemon().routes().forEach(route -> routes.put(route.id(), route));
    routes.remove("streamEvents");
    assertThat(GOOD.keySet()).isEqualTo(routes.keySet());
    routes.forEach(
        (id, route) -> {
          List<String> request = GOOD.getOrDefault(id, List.of());
          String[] line = request.get(0).split(" ", 2);
          Optional<String> body = request.stream().skip(1).findFirst();
          Answer answer = client.ask(line[0], line[1], "", body);
          assertThat(route.answers()).as(answer.body()).containsKey(answer.status());
          assertThat(client.answered()).contains(id + " " + answer.status());
        });
  }

  @Test
  void everyRouteIsDescribedWithAllThatItTakesAndAnswers() {
    JsonNode api = client.get("/openapi.json").json();
    assertThat(api.path("openapi").textValue()).isEqualTo("3.1.0");
    assertThat(api.at("/info/version").textValue()).isEqualTo("1.2.3");
    int operations = 0;
    for (JsonNode path : api.path("paths")) {
      operations += path.size();
    }
    assertThat(operations).isEqualTo(daemon.daemon().routes().size());
    for (Route route : daemon.daemon().routes()) {
      JsonNode operation =
          api.path("paths").path(route.path()).path(route.method().name().toLowerCase(Locale.ROOT));
      assertThat(operation.path("operationId").textValue()).isEqualTo(route.id());
      assertThat(operation.path("summary").textValue()).isNotBlank();
      assertThat(operation.has("requestBody")).isEqualTo(route.body().isPresent());
      assertThat(operation.path("parameters"))
          .hasSizeGreaterThanOrEqualTo(route.parameters().size());
      route
          .answers()
          .keySet()
          .forEach(status -> assertThat(operation.path("responses").has("" + status)).isTrue());
      route
          .failures()
          .keySet()
          .forEach(status -> assertThat(operation.path("responses").has("" + status)).isTrue());
      String names = route.path().replaceAll("[^{]*(\\{[^}]*}|$)", "$1");
      assertThat(
              route.parameters().stream()
                  .filter(p -> route.path().contains("{" + p.name() + "}"))
                  .count())
          .as("names in " + route.path())
          .isEqualTo(names.chars().filter(c -> c == '{').count());
    }
  }

  @Test
  void everythingThatIsReferredToIsThere() {
    JsonNode api = client.get("/openapi.json").json();
    List<String> references = api.findValuesAsText("$ref");
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void thePageForPeopleHasEveryRouteAndLoadsNothing() {
    Answer page = client.get("/docs");
    for (Route route : daemon.daemon().routes()) {
      assertThat(page.body()).contains(route.method() + " " + route.path());
    }
    assertThat(page.body())
        .doesNotContain("<script")
        .doesNotContain("http:")
        .doesNotContain("src=");
    assertThat(page.header("Content-Security-Policy").orElse("")).startsWith("default-src 'none'");
  }

  @Test
  void theProblemsTypeLeadsToItsCode() {
    String type = client.get("/kernels/none").json().path("type").textValue();
    assertThat(type).isEqualTo("/docs#NOT_FOUND");
    assertThat(RawHttp.ask(daemon.port(), "GET /docs", "").body()).contains("id=\"NOT_FOUND\"");
  }
}
