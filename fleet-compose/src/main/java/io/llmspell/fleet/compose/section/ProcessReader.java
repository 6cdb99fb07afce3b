package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.text.ShellWords;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ProcessSpec;
import java.util.List;
import java.util.Optional;

/** Reads what runs in a container: command, environment, user, how it is ended. */
final class ProcessReader {
  private final EnvironmentReader environment;

  ProcessReader(Surroundings surroundings) {
    this.environment = new EnvironmentReader(surroundings);
  }

  ProcessSpec read(Fields service) {
    EnvironmentReader.Environment variables = environment.read(service);
    return new ProcessSpec(
        words(service.get("entrypoint")),
        words(service.get("command")),
        variables.values(),
        variables.passedOn(),
        service.get("user").flatMap(Value::string),
        service.get("working_dir").flatMap(v -> v.spelled(ProcessReader::workingDir)),
        service.get("init").flatMap(Value::truth),
        service.get("stop_signal").flatMap(v -> v.parsed(ProcessReader::signal)),
        service
            .get("stop_grace_period")
            .flatMap(v -> v.parsed(Durations::parse))
            .orElse(ProcessSpec.DEFAULT_STOP_GRACE_PERIOD));
  }

  /**
   * A list as it is, a string cut as a shell would; an empty key is the image's own, in Compose.
   */
  private static Optional<List<String>> words(Optional<Value> value) {
    if (value.isEmpty() || value.get().isEmpty()) {
      return Optional.empty();
    }
    Value given = value.get();
    if (given.isList()) {
      return Optional.of(given.strings());
    }
    return given.string().flatMap(text -> given.attempt(() -> ShellWords.split(text)));
  }

  private static String workingDir(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "'" + text + "' must be an absolute path in the container");
    }
    return text;
  }

  private static String signal(String text) {
    if (!text.matches("(SIG)?[A-Z][A-Z0-9+-]*|[1-9]\\d?")) {
      throw new IllegalArgumentException("'" + text + "' is not a signal such as SIGTERM");
    }
    return text;
  }
}
