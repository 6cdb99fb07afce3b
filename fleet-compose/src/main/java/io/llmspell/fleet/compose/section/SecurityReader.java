package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Security;

/** Reads what a container may do. */
final class SecurityReader {
  private SecurityReader() {}

  static Security read(Fields service) {
    return new Security(
        service.get("read_only").flatMap(Value::truth),
        service.get("cap_add").map(Value::strings),
        service.get("cap_drop").map(Value::strings),
        service.get("security_opt").map(Value::strings),
        service.get("privileged").flatMap(Value::truth).orElse(false));
  }
}
