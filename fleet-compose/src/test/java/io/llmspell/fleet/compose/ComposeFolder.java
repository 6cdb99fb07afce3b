package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A folder with a Compose file and what it needs, for one test. */
final class ComposeFolder {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private ReadOptions options = ReadOptions.NONE;

  ComposeFolder(Path folder) {
    this.folder = folder;
  }

  ComposeFolder with(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ComposeFolder variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ComposeFolder options(ReadOptions other) {
    options = other;
    return this;
  }

  ComposeFolder profiles(String... profiles) {
    return options(
        new ReadOptions(Optional.empty(), Set.of(profiles), Map.of(), Optional.empty(), Set.of()));
  }

  ComposeFolder scale(String service, int count) {
    return options(
        new ReadOptions(
            Optional.empty(),
            Set.of(),
            Map.of(new ServiceName(service), count),
            Optional.empty(),
            Set.of()));
  }

  Path file() {
    return folder.resolve("docker-compose.yml");
  }

  ComposeReader reader() {
    return ComposeReader.forEnvironment(environment);
  }

  DesiredFleet read(String yaml) {
    with("docker-compose.yml", yaml);
    return reader().read(file(), options);
  }

  /** The service {@code a} of a file with nothing else. */
  ServiceSpec readService(String keys) {
    return service(read(serviceFile(keys)), "a");
  }

  /** The lines of the complaint, without the folder's name. */
  List<String> problems(String yaml) {
    FleetException thrown = catchThrowableOfType(FleetException.class, () -> read(yaml));
    if (thrown == null) {
      return List.of();
    }
    if (thrown.code() != ErrorCode.INVALID_FILE) {
      throw thrown;
    }
    return thrown.getMessage().replace(folder + "/", "").lines().toList();
  }

  /** The same for the keys of one service, which begin in line 4. */
  List<String> problemsOfService(String keys) {
    return problems(serviceFile(keys)).stream()
        .map(line -> line.replace("docker-compose.yml:", "").replace("services.a.", ""))
        .toList();
  }

  static ServiceSpec service(DesiredFleet fleet, String name) {
    return Optional.ofNullable(fleet.services().get(new ServiceName(name))).orElseThrow();
  }

  private static String serviceFile(String keys) {
    return "services:\n  a:\n    image: i\n"
        + keys.stripTrailing().indent(4)
        + "volumes: {data: }\n";
  }
}
