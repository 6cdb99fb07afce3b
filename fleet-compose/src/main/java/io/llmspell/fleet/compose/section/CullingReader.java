package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Durations;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Culling;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code cull}, of {@code x-kernel} and of {@code x-fleet}. */
final class CullingReader {
  private CullingReader() {}

  static Culling read(Fields fields) {
    return fields
        .get("cull")
        .flatMap(Value::fields)
        .map(CullingReader::culling)
        .orElse(Culling.NEVER);
  }

  private static Culling culling(Fields cull) {
    Culling culling =
        new Culling(
            limit(cull, "idle"),
            limit(cull, "busy"),
            limit(cull, "lifetime"),
            cull.get("connected").flatMap(Value::truth).orElse(false));
    cull.rejectOthers();
    return culling;
  }

  private static Optional<Duration> limit(Fields cull, String key) {
    return cull.get(key).flatMap(v -> v.parsed(Durations::parseSome));
  }
}
