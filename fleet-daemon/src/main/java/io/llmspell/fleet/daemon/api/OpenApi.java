package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Parameter;
import io.llmspell.fleet.daemon.http.Problem;
import io.llmspell.fleet.daemon.http.Refusal;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Describes routes as OpenAPI 3.1 has it. */
final class OpenApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> named = new TreeMap<>();

  private OpenApi() {}

  static ObjectNode of(List<Route> routes, String version) {
    return new OpenApi().describe(routes, version);
  }

  private ObjectNode describe(List<Route> routes, String version) {
    ObjectNode api = NODES.objectNode();
    api.put("openapi", "3.1.0");
    api.putObject("info")
        .put("title", "docker fleet")
        .put("version", version)
        .put("description", "The kernels of one fleet: see, make, end, and reach them.");
    ObjectNode paths = api.putObject("paths");
    for (Route route : routes) {
      paths
          .withObjectProperty(route.path())
          .set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    ObjectNode components = api.putObject("components");
    ObjectNode schemas = components.putObject("schemas");
    schemas.set("Problem", problem());
    named.forEach(schemas::set);
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    api.putArray("security").addObject().putArray("token");
    return api;
  }

  private ObjectNode operation(Route route) {
    ObjectNode operation = NODES.objectNode();
    operation.put("operationId", route.id());
    operation.put("summary", route.summary());
    operation.put("description", needed(route));
    if (route.needed() == Role.ANYBODY) {
      operation.putArray("security");
    }
    ArrayNode parameters = NODES.arrayNode();
    route.parameters().forEach(parameter -> parameters.add(describe(parameter)));
    if (route.repeatable()) {
      parameters.add(describe(idempotencyKey()));
    }
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    route
        .body()
        .ifPresent(
            schema -> {
              ObjectNode body = operation.putObject("requestBody");
              body.put("required", schema.fault("", NODES.objectNode()).isPresent());
              content(body, "application/json", schema);
            });
    operation.set("responses", responses(route));
    return operation;
  }

  private static String needed(Route route) {
    return route.needed() == Role.ANYBODY
        ? "For everybody."
        : "Needs the role " + route.needed().name().toLowerCase(Locale.ROOT) + ", or more.";
  }

  private static Parameter idempotencyKey() {
    return new Parameter(
        Parameter.In.HEADER,
        "Idempotency-Key",
        Schema.text(255),
        "Asked again with the same key, it is done once");
  }

  private ObjectNode describe(Parameter parameter) {
    ObjectNode node = NODES.objectNode();
    node.put("name", parameter.name());
    node.put("in", parameter.in().name().toLowerCase(Locale.ROOT));
    node.put("required", parameter.in() == Parameter.In.PATH);
    node.put("description", parameter.description());
    node.set("schema", parameter.schema().describe(named));
    return node;
  }

  private ObjectNode responses(Route route) {
    ObjectNode responses = NODES.objectNode();
    route
        .answers()
        .forEach(
            (status, answer) -> {
              ObjectNode response = responses.putObject(Integer.toString(status));
              response.put("description", answer.description());
              answer
                  .schema()
                  .ifPresentOrElse(
                      schema -> content(response, answer.type(), schema),
                      () ->
                          response
                              .putObject("content")
                              .putObject(answer.type())
                              .putObject("schema")
                              .put("type", "string"));
            });
    route.failures().forEach((status, meaning) -> failure(responses, status.toString(), meaning));
    failure(responses, "default", "It was refused, or failed: the code says why");
    return responses;
  }

  private void failure(ObjectNode responses, String status, String meaning) {
    ObjectNode response = responses.putObject(status);
    response.put("description", meaning);
    response
        .putObject("content")
        .putObject(Problem.MEDIA_TYPE)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
  }

  private void content(ObjectNode of, String type, Schema schema) {
    of.putObject("content").putObject(type).set("schema", schema.describe(named));
  }

  private static ObjectNode problem() {
    ObjectNode problem = NODES.objectNode();
    problem.put("type", "object");
    problem.put("description", "RFC 9457");
    ObjectNode properties = problem.putObject("properties");
    properties.putObject("type").put("type", "string").put("format", "uri-reference");
    properties.putObject("title").put("type", "string");
    properties.putObject("status").put("type", "integer");
    properties.putObject("detail").put("type", "string").put("description", "In words");
    properties.putObject("instance").put("type", "string").put("description", "The path");
    ArrayNode codes = properties.putObject("code").put("type", "string").putArray("enum");
    Codes.ALL.keySet().forEach(codes::add);
    ArrayNode required = problem.putArray("required");
    properties.fieldNames().forEachRemaining(required::add);
    return problem;
  }

  /** The codes of problems, and the status of each. */
  static final class Codes {
    static final Map<String, Integer> ALL = all();

    private Codes() {}

    private static Map<String, Integer> all() {
      Map<String, Integer> all = new TreeMap<>();
      for (Refusal refusal : Refusal.values()) {
        all.put(refusal.name(), refusal.status());
      }
      for (ErrorCode code : ErrorCode.values()) {
        all.put(code.name(), code.httpStatus());
      }
      return all;
    }
  }
}
