package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.llmspell.fleet.docker.engine.Reading.Content;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An open connection to one engine, in an API version that both sides speak. Thread-safe. */
public final class Engine implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** More than the fleet ever asks at a time, so that a log that is followed blocks nothing. */
  private static final int CONNECTIONS = 200;

  private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

  private final EngineEndpoint endpoint;
  private final DockerHttpClient http;
  private final ApiVersion version;
  private final String description;

  /** Made when it is first needed: a look does without. */
  private final Supplier<DockerClient> client = Suppliers.memoize(this::newClient);

  private Engine(
      EngineEndpoint endpoint, DockerHttpClient http, ApiVersion version, String description) {
    this.endpoint = endpoint;
    this.http = http;
    this.version = version;
    this.description = description;
  }

  /**
   * Connects to the first candidate that answers.
   *
   * @throws FleetException with {@code ENGINE_UNAVAILABLE} or {@code ENGINE_FORBIDDEN}, naming
   *     every place that was tried
   */
  public static Engine connect(EngineLocator locator) {
    List<EngineEndpoint> candidates = locator.candidates();
    List<FleetException> failures = new ArrayList<>();
    for (EngineEndpoint candidate : candidates) {
      try {
        return connect(candidate);
      } catch (FleetException e) {
        failures.add(e);
      }
    }
    throw noneAnswers(candidates, failures);
  }

  /** Connects to one endpoint. */
  public static Engine connect(EngineEndpoint endpoint) {
    requirePermission(endpoint);
    endpoint.certificates().ifPresent(Engine::requireCertificates);
    DockerHttpClient http = EngineFailure.translate("speak to " + endpoint, () -> http(endpoint));
    try {
      JsonNode version =
          EngineFailure.translate(
              "ask " + endpoint + " for its version", () -> Reading.json(http, "/version"));
      ApiVersion settled = settle(endpoint, version);
      String engine = version.path("Version").asText();
      return new Engine(
          endpoint, http, settled, "engine " + engine + " at " + endpoint + ", API " + settled);
    } catch (FleetException e) {
      close(http);
      throw e;
    }
  }

  private static DockerHttpClient http(EngineEndpoint endpoint) {
    return endpoint
        .socket()
        .<DockerHttpClient>map(SocketTransport::new)
        .orElseGet(
            () ->
                new ApacheDockerHttpClient.Builder()
                    .dockerHost(endpoint.uri())
                    .sslConfig(config(endpoint, "").getSSLConfig())
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT_PATIENCE)
                    .build());
  }

  private DockerClient newClient() {
    return DockerClientImpl.getInstance(config(endpoint, version.toString()), http);
  }

  private static DockerClientConfig config(EngineEndpoint endpoint, String version) {
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(endpoint.uri().toString())
            .withDockerTlsVerify(endpoint.certificates().isPresent())
            .withApiVersion(version);
    endpoint.certificates().map(Path::toString).ifPresent(config::withDockerCertPath);
    return config.build();
  }

  private static ApiVersion settle(EngineEndpoint endpoint, JsonNode version) {
    if (!version.path("ApiVersion").isTextual()) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "what answers at " + endpoint + " is no container engine: it names no API version");
    }
    ApiVersion newest = ApiVersion.parse(version.path("ApiVersion").asText());
    String oldest = version.path("MinAPIVersion").asText("").strip();
    return ApiVersion.settle(oldest.isEmpty() ? newest : ApiVersion.parse(oldest), newest);
  }

  /** What it is and where, for people. */
  public String description() {
    return description;
  }

  public EngineEndpoint endpoint() {
    return endpoint;
  }

  /**
   * Makes one call.
   *
   * @param doing what is being done, as the end of "can't …"
   * @throws FleetException if it fails, with a code that tells how
   */
  public <T> T call(String doing, Function<DockerClient, T> call) {
    return EngineFailure.translate(doing, () -> call.apply(client.get()));
  }

  /**
   * Looks at something.
   *
   * @param doing what is being done, as the end of "can't …"
   * @param path below the API's version, with its query: {@code /networks}
   * @throws FleetException if it fails, with a code that tells how
   */
  public JsonNode read(String doing, String path) {
    return EngineFailure.translate(doing, () -> Reading.json(http, versioned(path)));
  }

  /** The same, for an answer that is no JSON. */
  public <T> T read(String doing, String path, Content<T> content) {
    return EngineFailure.translate(doing, () -> Reading.stream(http, versioned(path), content));
  }

  private String versioned(String path) {
    return "/v" + version + path;
  }

  @Override
  public void close() {
    close(http);
  }

  private static void requirePermission(EngineEndpoint endpoint) {
    endpoint
        .socket()
        .filter(Files::exists)
        .filter(socket -> !Files.isWritable(socket))
        .ifPresent(
            socket -> {
              throw new FleetException(
                  ErrorCode.ENGINE_FORBIDDEN,
                  "you may not use the engine at "
                      + socket
                      + ": join its group (usermod -aG docker USER, then log in again) or use"
                      + " another engine through DOCKER_HOST");
            });
  }

  /** Without all three, the client would speak in the clear. */
  private static void requireCertificates(Path folder) {
    List<String> missing =
        CERTIFICATES.stream().filter(name -> !Files.isReadable(folder.resolve(name))).toList();
    if (!missing.isEmpty()) {
      throw new FleetException(
          ErrorCode.INVALID_FILE,
          "TLS is asked for, and "
              + folder
              + " has no readable "
              + String.join(", ", missing)
              + ": set DOCKER_CERT_PATH to the folder that has them");
    }
  }

  private static FleetException noneAnswers(
      List<EngineEndpoint> candidates, List<FleetException> failures) {
    String advice =
        ": start Docker, or name another engine with DOCKER_HOST"
            + " (Debian, Ubuntu: `make engine` installs one)";
    if (candidates.isEmpty()) {
      return new FleetException(
          ErrorCode.ENGINE_UNAVAILABLE, "no container engine was found on this machine" + advice);
    }
    FleetException first =
        failures.stream()
            .filter(f -> f.code() != ErrorCode.ENGINE_UNAVAILABLE)
            .findFirst()
            .orElse(failures.get(0));
    return first.code() == ErrorCode.ENGINE_UNAVAILABLE
        ? new FleetException(
            ErrorCode.ENGINE_UNAVAILABLE,
            "no engine answers at "
                + String.join(", ", candidates.stream().map(EngineEndpoint::toString).toList())
                + advice,
            first)
        : first;
  }

  private static void close(DockerHttpClient http) {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
