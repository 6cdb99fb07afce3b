package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Program;
import java.time.Duration;
import java.util.List;

/**
 * A command that takes {@code -f FILE -p PROJECT}, run as a whole: its start is part of its time.
 *
 * @param up the words with which it brings a fleet up and returns
 */
record CommandContestant(String name, Program program, List<String> up) implements Contestant {
  CommandContestant {
    up = List.copyOf(up);
  }

  @Override
  public Duration take(Step step, TrivialFleet fleet) {
    return program
        .with(List.of("-f", fleet.file().toString(), "-p", Project.of(name)))
        .with(words(step))
        .run()
        .took();
  }

  private List<String> words(Step step) {
    return switch (step) {
      case UP, UP_AGAIN -> up;
      case LIST -> List.of("ps");
      case DOWN -> List.of("down");
    };
  }
}
