package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples say themselves what has to come of them, and stop where it does not. */
@NeedsEngine
@NeedsRoot
class ExamplesIT {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"multi-developer", "collaborative-session", "resource-management"})
  void runsInContainers(String example) {
    run(List.of(), example);
    assertThat(Leftovers.of("developers")).isEmpty();
    assertThat(Leftovers.of("session")).isEmpty();
    assertThat(Leftovers.of("resources")).isEmpty();
  }

  /** Limits bite there, too. */
  @ParameterizedTest
  @ValueSource(strings = "resource-management")
  void runsAsProcesses(String example) {
    run(ProcessFleetIT.WITHOUT_ENGINES, example);
    assertThat(home.resolve("processes/names")).isEmptyDirectory();
  }

  private void run(List<String> inside, String example) {
    List<String> command = new ArrayList<>(inside);
    command.add(FleetProgram.root() + "/examples/" + example + "/run");
    Run.of(
            FleetProgram.root(),
            Map.of("FLEET_HOME", home.toString(), "FLEET_BUILD", "never", "LLMSPELL_IMAGE", ""),
            "",
            command)
        .succeeded();
  }
}
