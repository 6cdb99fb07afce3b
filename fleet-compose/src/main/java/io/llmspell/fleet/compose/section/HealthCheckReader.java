package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code healthcheck}. */
final class HealthCheckReader {
  private static final Set<String> FORMS = Set.of("CMD", "CMD-SHELL", "NONE");

  private HealthCheckReader() {}

  static Optional<HealthCheck> read(Fields service) {
    return service.get("healthcheck").flatMap(Value::fields).map(HealthCheckReader::check);
  }

  private static HealthCheck check(Fields fields) {
    Optional<Value> testValue = fields.get("test");
    Optional<List<String>> test = testValue.flatMap(HealthCheckReader::test);
    boolean disabled = fields.get("disable").flatMap(Value::truth).orElse(false);
    HealthCheck check =
        new HealthCheck(
            test,
            duration(fields, "interval"),
            duration(fields, "timeout"),
            duration(fields, "start_period"),
            fields.get("retries").flatMap(v -> v.wholeNumberFrom(0)));
    fields.rejectOthers(Unsupported.keys("start_interval"));
    if (disabled && test.isPresent() && !test.equals(HealthCheck.DISABLED.test())) {
      testValue.get().place().problem("contradicts disable: true; write one of them only");
    }
    return disabled ? HealthCheck.DISABLED : check;
  }

  private static Optional<Duration> duration(Fields fields, String key) {
    return fields.get(key).flatMap(v -> v.parsed(Durations::parse));
  }

  private static Optional<List<String>> test(Value value) {
    if (!value.isList()) {
      return value
          .string()
          .map(text -> text.equals("NONE") ? List.of(text) : List.of("CMD-SHELL", text));
    }
    List<String> words = value.strings();
    return value.attempt(() -> checkedTest(words));
  }

  private static List<String> checkedTest(List<String> words) {
    if (words.isEmpty() || !FORMS.contains(words.get(0))) {
      String first = words.isEmpty() ? "" : words.get(0);
      throw new IllegalArgumentException(
          "must begin with CMD, CMD-SHELL or NONE, not '"
              + first
              + "'"
              + Nearest.hint(first, FORMS));
    }
    if (words.get(0).equals("CMD-SHELL") && words.size() != 2) {
      throw new IllegalArgumentException("CMD-SHELL takes one text, not " + (words.size() - 1));
    }
    if (words.get(0).equals("CMD") && words.size() == 1) {
      throw new IllegalArgumentException("CMD needs a command after it");
    }
    return words;
  }
}
