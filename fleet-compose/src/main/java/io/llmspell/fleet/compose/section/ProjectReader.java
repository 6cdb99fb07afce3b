package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what is said of the project: {@code name} and {@code x-fleet}. */
public final class ProjectReader {
  private static final String VARIABLE = "COMPOSE_PROJECT_NAME";

  private ProjectReader() {}

  /**
   * What the file says of the project.
   *
   * @param name of {@code x-fleet} or {@code name}
   */
  public record Project(Optional<ProjectName> name, Optional<PortRange> ports) {}

  /** Reads the keys of the file. */
  public static Project read(Fields top) {
    Optional<Value> nameValue = top.get("name");
    Optional<ProjectName> name = nameValue.flatMap(v -> v.spelled(ProjectName::new));
    Optional<Fields> fleet = top.get("x-fleet").flatMap(Value::fields);
    Optional<ProjectName> own =
        fleet.flatMap(f -> f.get("name")).flatMap(v -> v.spelled(ProjectName::new));
    Optional<PortRange> ports =
        fleet.flatMap(f -> f.get("ports")).flatMap(v -> v.spelled(PortRange::parse));
    fleet.ifPresent(Fields::rejectOthers);
    if (name.isPresent() && own.isPresent() && !name.equals(own)) {
      nameValue
          .get()
          .place()
          .problem(
              "is " + name.get() + ", but x-fleet.name says " + own.get() + "; they must agree");
    }
    return new Project(own.or(() -> name), ports);
  }

  /**
   * The name of the project: the caller's, the environment's, the file's, the folder's. That none
   * of them will do is a problem, and the answer a name to go on with.
   */
  public static ProjectName name(
      Optional<ProjectName> asked,
      Map<String, String> variables,
      Optional<ProjectName> inFile,
      Path folder,
      Value file) {
    if (asked.isPresent()) {
      return asked.get();
    }
    String variable = variables.getOrDefault(VARIABLE, "");
    if (!variable.isEmpty()) {
      return file.attempt(() -> fromVariable(variable)).orElse(STAND_IN);
    }
    return inFile.or(() -> file.attempt(() -> ofFolder(folder))).orElse(STAND_IN);
  }

  private static final ProjectName STAND_IN = new ProjectName("fleet");

  private static ProjectName fromVariable(String text) {
    try {
      return new ProjectName(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(VARIABLE + ": " + e.getMessage(), e);
    }
  }

  private static ProjectName ofFolder(Path folder) {
    String name = folder.getFileName() == null ? "" : folder.getFileName().toString();
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]|^[_-]+", "");
    if (plain.isEmpty()) {
      throw new IllegalArgumentException(
          "the folder's name '" + name + "' makes no project name; give one under x-fleet.name");
    }
    return new ProjectName(plain);
  }
}
