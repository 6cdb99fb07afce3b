package io.llmspell.fleet.daemon.api;

import io.llmspell.fleet.compose.spawn.ConfigFolders;
import io.llmspell.fleet.compose.spawn.SpawnedKernel;
import io.llmspell.fleet.daemon.http.Call;
import io.llmspell.fleet.daemon.http.ObjectSchema;
import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Refusal;
import io.llmspell.fleet.daemon.http.Schema;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What may be asked of kernels by hand: a config by its name, limits, and some variables; never an
 * image, a mount or a privilege.
 *
 * @param configs without paths
 * @param image what they all run
 * @param variables that requests may set, by name; other than the key that a config names, which
 *     the daemon passes on itself
 */
public record SpawnRules(
    ConfigFolders configs, ImageReference image, Set<String> variables, Publish publish) {
  /** Docker's own: with less, it makes no container. */
  private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(6);

  private static final int LONGEST_VALUE = 4096;
  private static final int MOST_VARIABLES = 64;

  /**
   * Takes no paths: they would lead to any file of this machine.
   *
   * @throws IllegalArgumentException if the configs have some
   */
  public SpawnRules {
    variables = Set.copyOf(variables);
    if (configs.paths().isPresent()) {
      throw new IllegalArgumentException("requests name configs, not files");
    }
  }

  /** The fields with which a kernel is asked for. */
  static ObjectSchema fields(String schemaName) {
    return ObjectSchema.named(schemaName)
        .optional(
            "config",
            Schema.maybe(Schema.text(80, "[A-Za-z0-9][A-Za-z0-9._-]*")),
            "The name of a config, with or without .toml; otherwise that of the language")
        .optional(
            "language",
            Schema.maybe(Schema.text(40, "[A-Za-z][A-Za-z0-9_+-]*")),
            "lua, javascript, or another that a config is for")
        .optional("memory_limit", Schema.maybe(Schema.text(20)), "For example 512m; 6m at least")
        .optional(
            "cpu_limit",
            Schema.maybe(Schema.either(Schema.text(20), Schema.number())),
            "For example 0.5; 0.01 at least")
        .optional(
            "env_vars",
            Schema.maybe(Schema.mapOf(Schema.text(LONGEST_VALUE), MOST_VARIABLES)),
            "Variables that the operator has allowed, with their values");
  }

  /**
   * A service as it was asked for.
   *
   * @throws ProblemException with {@code MALFORMED} for values that are none, with {@code
   *     FORBIDDEN} for a variable that is not allowed
   * @throws io.llmspell.fleet.error.FleetException as {@link SpawnedKernel#service} does
   */
  ServiceSpec service(Call call) {
    return new SpawnedKernel(
            call.text("config"),
            call.text("language"),
            parsed("memory_limit", call.text("memory_limit"), SpawnRules::memory),
            parsed("cpu_limit", call.field("cpu_limit").map(v -> v.asText()), Cpus::parse),
            Optional.empty(),
            Connection.WRITTEN,
            environment(call))
        .service(configs, image);
  }

  private Map<String, String> environment(Call call) {
    Map<String, String> values = new TreeMap<>();
    call.field("env_vars")
        .ifPresent(
            given ->
                given
                    .properties()
                    .forEach(e -> values.put(allowed(e.getKey()), e.getValue().textValue())));
    if (values.values().stream().anyMatch(value -> value.indexOf(0) >= 0)) {
      throw ProblemException.malformed("'env_vars' has a value with a character of 0");
    }
    return values;
  }

  private String allowed(String variable) {
    if (!variables.contains(variable)) {
      throw new ProblemException(
          Refusal.FORBIDDEN, "'env_vars' has a variable that the operator has not allowed");
    }
    return variable;
  }

  private static ByteSize memory(String text) {
    ByteSize size = ByteSize.parse(text);
    if (size.compareTo(LEAST_MEMORY) < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no memory to run in: give " + LEAST_MEMORY + " at least");
    }
    return size;
  }

  private static <T> Optional<T> parsed(
      String field, Optional<String> text, Function<String, T> parse) {
    try {
      return text.map(parse);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ProblemException.malformed("'" + field + "': " + e.getMessage());
    }
  }
}
