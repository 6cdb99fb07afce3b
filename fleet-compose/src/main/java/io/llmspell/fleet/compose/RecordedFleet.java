package io.llmspell.fleet.compose;

import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code up} recorded of a project: its Compose files as they are now, with the profiles and
 * the numbers that people asked for. Nothing is declared before the first {@code up}, and after
 * {@code down}. Thread-safe as far as the reader is.
 */
public final class RecordedFleet implements Declaration {
  private final FleetHome home;
  private final ProjectName project;
  private final ComposeReader reader;

  public RecordedFleet(FleetHome home, ProjectName project, ComposeReader reader) {
    this.home = home;
    this.project = project;
    this.reader = reader;
  }

  @Override
  public ProjectName project() {
    return project;
  }

  @Override
  public Optional<DesiredFleet> read() {
    Inputs said = home.inputs(project);
    return said.files().isEmpty()
        ? Optional.empty()
        : Optional.of(
            reader.read(
                said.files(),
                new ReadOptions(
                    Optional.of(project),
                    Set.copyOf(said.profiles()),
                    said.scale(),
                    Optional.empty(),
                    Set.of())));
  }

  /** Of the record, the files that it names, and the {@code .env} beside them. */
  @Override
  public String stamp() {
    Path record = home.inputsFile(project);
    try {
      Stream<Path> files =
          home.inputs(project).files().stream()
              .flatMap(file -> Stream.of(file, file.resolveSibling(".env")));
      return Stream.concat(Stream.of(record), files)
          .map(RecordedFleet::stampOf)
          .collect(Collectors.joining("\n"));
    } catch (FleetException unreadable) {
      return stampOf(record);
    }
  }

  private static String stampOf(Path file) {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + facts.fileKey() + " " + facts.size() + " " + facts.lastModifiedTime();
    } catch (IOException absent) {
      return file + " absent";
    }
  }
}
