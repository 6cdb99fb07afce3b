package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.testkit.Eventually;
import io.llmspell.fleet.testkit.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon of which much is asked at once: every answer is explained, and the books balance. */
@NeedsEngine
class ManyRequestsIT {
  private static final String PROJECT = "it-many";
  private static final int REQUESTS = 200;
  private static final int QUOTA = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.:]+");

  /** The operation and the status of each answer that may come. */
  private static final Set<String> EXPLAINED =
      Set.of(
          "list 200",
          "spawn 201",
          "spawn 403 QUOTA_EXCEEDED",
          "find 200",
          "find 403 QUOTA_EXCEEDED",
          "stop 200",
          "stop 404 NOT_FOUND");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void twoHundredRequestsAtOnceLeaveNothingBehind() throws IOException {
    write();
    fleet().run("up").succeeded();
    String token =
        fleet()
            .run(
                "token",
                "create",
                "--user",
                "alice",
                "--role",
                "user",
                "--max-kernels",
                String.valueOf(QUOTA))
            .succeeded()
            .out()
            .strip();
    try (FleetDaemon daemon =
        fleet().serve(folder.resolve("log")).awaitSaying("keeps " + PROJECT)) {
      Matcher address = ADDRESS.matcher(daemon.said());
      assertThat(address.find()).isTrue();
      Asker alice = new Asker(address.group(), token);
      Eventually.see(
          PATIENCE, () -> alice.ask("health", "GET", "/health", "").join(), "health 200"::equals);
      RandomGenerator random = Seeds.random("twoHundredRequestsAtOnceLeaveNothingBehind");
      List<CompletableFuture<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(alice.something(random));
      }
      for (CompletableFuture<String> answer : answers) {
        assertThat(answer.join()).as(daemon.said()).isIn(EXPLAINED);
      }
      Set<String> kernels = Set.copyOf(alice.kernels());
      assertThat(kernels).hasSizeLessThanOrEqualTo(QUOTA);
      assertThat(containers()).hasSize(kernels.size() + 1);
      for (String kernel : kernels) {
        assertThat(alice.ask("stop", "DELETE", "/kernels/" + kernel, "").join())
            .isEqualTo("stop 200");
      }
      Eventually.see(PATIENCE, this::containers, left -> left.size() == 1);
      for (int i = 0; i < QUOTA; i++) {
        assertThat(alice.spawn().join()).isEqualTo("spawn 201");
      }
      assertThat(alice.spawn().join()).isEqualTo("spawn 403 QUOTA_EXCEEDED");
      assertThat(daemon.said()).doesNotContain("fault", "Exception");
    }
    fleet().run("down").succeeded();
    assertThat(Leftovers.of(PROJECT)).isEmpty();
  }

  private List<String> containers() {
    return Leftovers.of(PROJECT).stream().filter(left -> left.startsWith("container ")).toList();
  }

  /** Somebody with a token. */
  private final class Asker {
    private final String address;
    private final String token;

    Asker(String address, String token) {
      this.address = address;
      this.token = token;
    }

    CompletableFuture<String> something(RandomGenerator random) {
      return switch (random.nextInt(4)) {
        case 0 -> ask("list", "GET", "/kernels", "");
        case 1 -> spawn();
        case 2 -> ask("find", "POST", "/find", "{\"language\": \"lua\"}");
        default -> stopAny(random.nextInt(QUOTA));
      };
    }

    CompletableFuture<String> spawn() {
      return ask(
          "spawn", "POST", "/kernels", "{\"language\": \"lua\", \"memory_limit\": \"160m\"}");
    }

    private CompletableFuture<String> stopAny(int which) {
      return send("GET", "/kernels", "")
          .thenCompose(
              list -> {
                List<String> ids = ids(list.body());
                String id = ids.isEmpty() ? "kernel-00000000" : ids.get(which % ids.size());
                return ask("stop", "DELETE", "/kernels/" + id + "?force=true", "");
              });
    }

    List<String> kernels() {
      return ids(send("GET", "/kernels", "").join().body());
    }

    /** The operation with the answer's status and code. */
    CompletableFuture<String> ask(String operation, String method, String path, String body) {
      return send(method, path, body)
          .thenApply(
              answer -> {
                JsonNode code = FleetProgram.parse(answer.body()).path("code");
                return operation
                    + " "
                    + answer.statusCode()
                    + (code.isTextual() ? " " + code.asText() : "");
              });
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path, String body) {
      return client.sendAsync(
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static List<String> ids(String kernels) {
    List<String> ids = new ArrayList<>();
    FleetProgram.parse(kernels)
        .path("kernels")
        .forEach(kernel -> ids.add(kernel.path("id").asText()));
    return ids;
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private void write() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        x-fleet: {name: it-many, ports: 26000-26999}
        services:
          lua:
            image: fleet-kernel:latest
            pull_policy: never
            stop_signal: SIGKILL
            x-kernel: {language: lua}
        """);
  }
}
