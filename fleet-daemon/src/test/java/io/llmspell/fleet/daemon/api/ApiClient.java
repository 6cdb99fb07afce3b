package io.llmspell.fleet.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.wire.RawHttp;
import io.llmspell.fleet.daemon.wire.RawHttp.Answer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Asks a daemon, and holds every answer against the description of its route. */
final class ApiClient {
  /** What any route may come to, whatever it is for. */
  private static final Set<Integer> USUAL = Set.of(400, 401, 403, 405, 408, 413, 415, 429, 503);

  /** Its connection files are none of Jupyter's. */
  private static final String ODD_WITH_FAKES = "getConnection";

  private final DaemonOnFakeEngine daemon;
  private final Set<String> answered = new TreeSet<>();

  ApiClient(DaemonOnFakeEngine daemon) {
    this.daemon = daemon;
  }

  Answer get(String path) {
    return ask("GET", path, "", Optional.empty());
  }

  Answer delete(String path) {
    return ask("DELETE", path, "", Optional.empty());
  }

  Answer post(String path, String body) {
    return ask("POST", path, "", Optional.of(body));
  }

  Answer put(String path, String body) {
    return ask("PUT", path, "", Optional.of(body));
  }

  Answer ask(String method, String path, String headers, Optional<String> body) {
    Answer answer =
        body.map(json -> RawHttp.ask(daemon.port(), method + " " + path, headers, json))
            .orElseGet(() -> RawHttp.ask(daemon.port(), method + " " + path, headers));
    daemon.daemon().routes().stream()
        .filter(route -> route.method().name().equals(method) && isAt(route, path))
        .findFirst()
        .ifPresent(route -> check(route, answer));
    return answer;
  }

  /** Ids of routes and statuses that were answered, as {@code getKernel 404}. */
  Set<String> answered() {
    return answered;
  }

  static boolean isAt(Route route, String path) {
    String template =
        Pattern.compile("\\{[^}]*}").matcher(route.path()).replaceAll("[^/]+").replace(".", "\\.");
    return path.replaceFirst("\\?.*", "").matches(template);
  }

  private void check(Route route, Answer answer) {
    String said = route.id() + " " + answer.status();
    answered.add(said);
    Route.Answer good = route.answers().get(answer.status());
    String type = answer.header("Content-Type").orElse("");
    if (good != null) {
      assertThat(type).as(said).isEqualTo(good.type());
      if (!route.id().equals(ODD_WITH_FAKES)) {
        good.schema()
            .ifPresent(
                schema ->
                    assertThat(schema.fault("the answer", answer.json()))
                        .as(answer.body())
                        .isEmpty());
      }
      return;
    }
    assertThat(type).as(said).isEqualTo("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(OpenApi.Codes.ALL).containsEntry(problem.path("code").textValue(), answer.status());
    assertThat(USUAL.contains(answer.status()) || route.failures().containsKey(answer.status()))
        .as(said + " is not described: " + answer.body())
        .isTrue();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
  }
}
