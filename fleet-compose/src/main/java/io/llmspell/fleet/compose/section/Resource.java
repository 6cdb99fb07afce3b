package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.ProjectName;
import java.util.Map;
import java.util.Optional;

/** What declared networks and declared volumes have in common. */
record Resource(
    String name,
    boolean external,
    Optional<String> driver,
    Map<String, String> driverOptions,
    Map<String, String> labels) {

  static Resource read(String key, Fields fields, ProjectName project) {
    Optional<Value> external = fields.get("external");
    boolean isExternal = external.filter(Resource::isExternal).isPresent();
    Optional<String> oldName =
        external.filter(Value::isMapping).flatMap(Value::fields).flatMap(Resource::oldName);
    Optional<Value> driver = fields.get("driver");
    Optional<Value> options = fields.get("driver_opts");
    Optional<Value> labels = fields.get("labels");
    if (isExternal) {
      driver.ifPresent(Resource::refuse);
      options.ifPresent(Resource::refuse);
      labels.ifPresent(Resource::refuse);
    }
    Optional<String> name =
        fields.get("name").flatMap(v -> v.spelled(Resource::name)).or(() -> oldName);
    return new Resource(
        name.orElse(isExternal ? key : project + "_" + key),
        isExternal,
        driver.flatMap(Value::string),
        options.map(Pairs::mapping).orElse(Map.of()),
        labels.map(Labels::read).orElse(Map.of()));
  }

  /** Says that what is somebody else's can't be configured here. */
  static void refuse(Value value) {
    value.place().problem("has no effect on what is external; remove it");
  }

  private static boolean isExternal(Value value) {
    return value.isMapping() || value.truth().orElse(false);
  }

  /** {@code external: {name: …}}, as files of version 3.4 and before have it. */
  private static Optional<String> oldName(Fields fields) {
    Optional<String> name = fields.require("name").flatMap(v -> v.spelled(Resource::name));
    fields.rejectOthers();
    return name;
  }

  private static String name(String text) {
    if (!text.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a name: use letters, digits, '.', '-' and '_'");
    }
    return text;
  }
}
