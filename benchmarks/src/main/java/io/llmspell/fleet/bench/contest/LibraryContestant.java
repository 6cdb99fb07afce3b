package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Stopwatch;
import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fleet as a library in a program that runs already; reading the file is part of its time. */
record LibraryContestant(String name, Fleet fleet) implements Contestant {
  @Override
  public Duration take(Step step, TrivialFleet trivial) {
    return Stopwatch.time(
        () -> {
          switch (step) {
            case UP, UP_AGAIN -> up(desired(trivial));
            case LIST -> fleet.list(project());
            case DOWN -> fleet.down(desired(trivial), false);
          }
        });
  }

  private void up(DesiredFleet desired) {
    UpResult result = fleet.up(desired, UpRequest.ALL);
    if (!result.failures().isEmpty()) {
      throw new IllegalStateException(name + ": " + result.failures());
    }
  }

  private DesiredFleet desired(TrivialFleet trivial) {
    return ComposeReader.forEnvironment(System.getenv())
        .read(
            trivial.file(),
            new ReadOptions(
                Optional.of(project()), Set.of(), Map.of(), Optional.empty(), Set.of()));
  }

  private ProjectName project() {
    return new ProjectName(Project.of(name));
  }
}
