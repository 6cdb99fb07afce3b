package io.llmspell.fleet.docker.engine;

import static com.google.common.base.Throwables.getRootCause;

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
import io.llmspell.fleet.json.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An open connection to one engine, in an API version that both sides speak. Thread-safe. */
public final class Engine implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

  /** More than the fleet ever asks at a time, so that a log that is followed blocks nothing. */
  private static final int CONNECTIONS = 200;

  private final EngineEndpoint endpoint;
  private final Calls calls;
  private final ApiVersion version;
  private final String description;

  /** Made when it is first needed: a look does without. */
  private final Supplier<DockerClientConfig> config = Suppliers.memoize(this::newConfig);

  private Engine(EngineEndpoint endpoint, Calls calls, ApiVersion version, String description) {
    this.endpoint = endpoint;
    this.calls = calls;
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
    return EngineSearch.through(locator.candidates(), TimeLimits.USUAL).engine();
  }

  /** Connects to one endpoint. */
  public static Engine connect(EngineEndpoint endpoint) {
    return connect(endpoint, TimeLimits.USUAL);
  }

  /** Likewise, with more or less patience than usual. */
  public static Engine connect(EngineEndpoint endpoint, TimeLimits limits) {
    return connect(endpoint, limits, UnaryOperator.identity());
  }

  /**
   * Likewise.
   *
   * @param edge put around the transport: whatever goes to the engine goes through it
   */
  public static Engine connect(
      EngineEndpoint endpoint, TimeLimits limits, UnaryOperator<DockerHttpClient> edge) {
    endpoint.requirePermission();
    endpoint.requireCertificates();
    Calls calls = new Calls(silence -> edge.apply(http(endpoint, silence)), limits);
    try {
      JsonNode version =
          read(
              calls,
              "ask " + endpoint + " for its version",
              "/version",
              body -> Reading.tree(JsonText.read(body)));
      ApiVersion settled = settle(endpoint, version);
      String engine = version.path("Version").asText();
      return new Engine(
          endpoint, calls, settled, "engine " + engine + " at " + endpoint + ", API " + settled);
    } catch (FleetException e) {
      calls.close();
      throw e;
    }
  }

  /**
   * @param silence how long a connection may be silent; zero: for ever. A Unix socket knows no such
   *     limit.
   */
  private static DockerHttpClient http(EngineEndpoint endpoint, Duration silence) {
    if (endpoint.socket().isPresent()) {
      return new SocketTransport(endpoint.socket().get());
    }
    try {
      return new ApacheDockerHttpClient.Builder()
          .dockerHost(endpoint.uri())
          .sslConfig(config(endpoint, "").getSSLConfig())
          .maxConnections(CONNECTIONS)
          .connectionTimeout(CONNECT_PATIENCE)
          .responseTimeout(silence)
          .build();
    } catch (RuntimeException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE,
          "can't use the certificates for " + endpoint + ": " + getRootCause(e).getMessage(),
          e);
    }
  }

  private DockerClientConfig newConfig() {
    return config(endpoint, version.toString());
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
   * Looks at something: a call that changes nothing. Repeated a few times if the connection breaks
   * or the engine says that it is busy.
   *
   * @param doing what is being done, as the end of "can't …"
   * @param path below the API's version, with its query: {@code /networks}
   * @throws FleetException if it fails, with a code that tells how; a look that failed, or was
   *     answered with nothing, never ends well
   */
  public JsonNode read(String doing, String path) {
    return read(doing, path, body -> Reading.tree(JsonText.read(body)));
  }

  /** Likewise, for an answer that is a list; anything else is no answer. */
  public List<JsonNode> list(String doing, String path) {
    return read(doing, path, body -> Reading.list(JsonText.read(body)));
  }

  /** Likewise, for an answer that is no JSON. */
  public <T> T read(String doing, String path, Content<T> content) {
    return read(calls, doing, "/v" + version + path, content);
  }

  private static <T> T read(Calls calls, String doing, String path, Content<T> content) {
    return calls.make(
        CallKind.READ, Duration.ZERO, doing, http -> Reading.stream(http, path, content));
  }

  /**
   * Changes something, by a call that leaves the same behind however often it is made. Repeated
   * like a look.
   */
  public <T> T change(String doing, Function<DockerClient, T> call) {
    return change(doing, Duration.ZERO, call);
  }

  /**
   * Likewise.
   *
   * @param longer how much longer than usual it may take
   */
  public <T> T change(String doing, Duration longer, Function<DockerClient, T> call) {
    return make(CallKind.CHANGE, longer, doing, call);
  }

  /**
   * Changes something, by a call that does harm, or something else, if it is made twice. Repeated
   * only if the engine has certainly not got it.
   *
   * @throws FleetException with {@code OUTCOME_UNKNOWN} if it may have been done all the same: look
   *     again before anything else
   */
  public <T> T changeOnce(String doing, Function<DockerClient, T> call) {
    return make(CallKind.CHANGE_ONCE, Duration.ZERO, doing, call);
  }

  /**
   * Makes a call whose answer comes bit by bit, for as long as it takes and the engine lives.
   *
   * @throws FleetException with {@code CANCELLED} if the thread is interrupted
   */
  public <T> T stream(String doing, Function<DockerClient, T> call) {
    return make(CallKind.STREAM, Duration.ZERO, doing, call);
  }

  private <T> T make(CallKind kind, Duration longer, String doing, Function<DockerClient, T> call) {
    return calls.make(
        kind, longer, doing, http -> call.apply(DockerClientImpl.getInstance(config.get(), http)));
  }

  @Override
  public void close() {
    calls.close();
  }
}
