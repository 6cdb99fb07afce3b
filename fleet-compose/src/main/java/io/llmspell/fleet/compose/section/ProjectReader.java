package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.compose.yaml.Value;
import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is said of the project: {@code name} and {@code x-fleet}. */
public final class ProjectReader {
  private static final String VARIABLE = "COMPOSE_PROJECT_NAME";

  private ProjectReader() {}

  /**
   * What the file says of the project.
   *
   * @param name of {@code x-fleet} or {@code name}
   * @param inactive services of the project that this file leaves out, and leaves alone
   * @param culling of kernels in no service
   */
  public record Project(
      Optional<ProjectName> name,
      Optional<PortRange> ports,
      Set<ServiceName> inactive,
      Culling culling) {}

  /** Reads the keys of the file. */
  public static Project read(Fields top) {
    Optional<Value> nameValue = top.get("name");
    Optional<ProjectName> name = nameValue.flatMap(v -> v.spelled(ProjectName::new));
    Optional<Fields> fleet = top.get("x-fleet").flatMap(Value::fields);
    Optional<ProjectName> own =
        fleet.flatMap(f -> f.get("name")).flatMap(v -> v.spelled(ProjectName::new));
    Optional<PortRange> ports =
        fleet.flatMap(f -> f.get("ports")).flatMap(v -> v.spelled(PortRange::parse));
    Set<ServiceName> inactive = new TreeSet<>();
    for (Value item : fleet.flatMap(f -> f.get("inactive")).map(Value::items).orElse(List.of())) {
      item.spelled(text -> leftOut(text, top)).ifPresent(inactive::add);
    }
    Culling culling = fleet.map(CullingReader::read).orElse(Culling.NEVER);
    fleet.ifPresent(Fields::rejectOthers);
    if (name.isPresent() && own.isPresent() && !name.equals(own)) {
      nameValue
          .get()
          .place()
          .problem(
              "is " + name.get() + ", but x-fleet.name says " + own.get() + "; they must agree");
    }
    return new Project(own.or(() -> name), ports, inactive, culling);
  }

  private static ServiceName leftOut(String text, Fields top) {
    ServiceName name = new ServiceName(text);
    boolean there =
        top.get("services")
            .filter(Value::isMapping)
            .flatMap(Value::fields)
            .filter(services -> services.all().containsKey(text))
            .isPresent();
    if (there) {
      throw new IllegalArgumentException(
          "'" + text + "' is a service of this file; give it a profile to make it inactive");
    }
    return name;
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
