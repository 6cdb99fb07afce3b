package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Whether the Compose file can be used.
 *
 * @param fleet what it wants, if it can be read
 */
record ComposeFileCheck(Optional<DesiredFleet> fleet, Finding finding) implements Check {
  private static final String NAME = "file";

  /** Reads it. */
  static ComposeFileCheck of(List<Path> files, Supplier<DesiredFleet> reading) {
    try {
      DesiredFleet fleet = reading.get();
      long kernels = fleet.services().values().stream().filter(s -> s.isKernel()).count();
      String seen =
          files.stream().map(Path::toString).collect(Collectors.joining(", "))
              + ": project "
              + fleet.project()
              + "; active services: "
              + fleet.services().size()
              + ", kernels among them: "
              + kernels;
      return new ComposeFileCheck(Optional.of(fleet), Finding.ok(NAME, seen));
    } catch (FleetException e) {
      return new ComposeFileCheck(Optional.empty(), Finding.problem(NAME, e));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    return List.of(finding);
  }
}
