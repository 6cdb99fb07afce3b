package io.llmspell.fleet.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An open connection to one engine, in an API version that both sides speak. Thread-safe. */
public final class Engine implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** More than the fleet ever asks at a time, so that a log that is followed blocks nothing. */
  private static final int CONNECTIONS = 200;

  private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

  private final EngineEndpoint endpoint;
  private final DockerClient client;
  private final String description;

  private Engine(EngineEndpoint endpoint, DockerClient client, String description) {
    this.endpoint = endpoint;
    this.client = client;
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
    DefaultDockerClientConfig.Builder config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(endpoint.uri().toString())
            .withDockerTlsVerify(endpoint.certificates().isPresent());
    endpoint.certificates().map(Path::toString).ifPresent(config::withDockerCertPath);
    DockerClientConfig unversioned = config.withApiVersion("").build();
    DockerHttpClient http =
        EngineFailure.translate("speak to " + endpoint, () -> http(endpoint, unversioned));
    try {
      Version version =
          EngineFailure.translate(
              "ask " + endpoint + " for its version",
              () -> DockerClientImpl.getInstance(unversioned, http).versionCmd().exec());
      ApiVersion settled = settle(endpoint, version);
      DockerClientConfig versioned = config.withApiVersion(settled.toString()).build();
      return new Engine(
          endpoint,
          DockerClientImpl.getInstance(versioned, http),
          "engine " + version.getVersion() + " at " + endpoint + ", API " + settled);
    } catch (FleetException e) {
      close(http);
      throw e;
    }
  }

  private static DockerHttpClient http(EngineEndpoint endpoint, DockerClientConfig config) {
    return new ApacheDockerHttpClient.Builder()
        .dockerHost(endpoint.uri())
        .sslConfig(config.getSSLConfig())
        .maxConnections(CONNECTIONS)
        .connectionTimeout(CONNECT_PATIENCE)
        .build();
  }

  private static ApiVersion settle(EngineEndpoint endpoint, Version version) {
    if (version.getApiVersion() == null) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "what answers at " + endpoint + " is no container engine: it names no API version");
    }
    ApiVersion newest = ApiVersion.parse(version.getApiVersion());
    String oldest = Optional.ofNullable(version.getMinAPIVersion()).orElse("").strip();
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
   * Looks at something: a call that changes nothing.
   *
   * @param doing what is being done, as the end of "can't …"
   * @throws FleetException if it fails, with a code that tells how
   */
  public <T> T read(String doing, Function<DockerClient, T> call) {
    return EngineFailure.translate(doing, () -> call.apply(client));
  }

  /** Changes something, by a call that does the same however often it is made. */
  public <T> T change(String doing, Function<DockerClient, T> call) {
    return change(doing, Duration.ZERO, call);
  }

  /**
   * Likewise.
   *
   * @param longer how much longer than usual it may take
   */
  public <T> T change(String doing, Duration longer, Function<DockerClient, T> call) {
    return EngineFailure.translate(doing, () -> call.apply(client));
  }

  /** Changes something, by a call that does harm, or something else, if it is made twice. */
  public <T> T changeOnce(String doing, Function<DockerClient, T> call) {
    return EngineFailure.translate(doing, () -> call.apply(client));
  }

  /** Makes a call whose answer comes bit by bit, for as long as it takes. */
  public <T> T stream(String doing, Function<DockerClient, T> call) {
    return EngineFailure.translate(doing, () -> call.apply(client));
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
