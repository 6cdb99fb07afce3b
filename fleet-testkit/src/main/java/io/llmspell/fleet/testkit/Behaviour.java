package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import java.util.List;
import java.util.Optional;

/**
 * How a program in the {@link InMemoryEngine} behaves.
 *
 * @param answers what its protocol or its health check says while it runs
 * @param death how it ends, right after its start; absent: it runs on
 * @param prints the lines that it prints first
 */
public record Behaviour(Health answers, Optional<Instance.Exit> death, List<String> prints) {
  /** Runs and answers. */
  public static final Behaviour ANSWERS =
      new Behaviour(Health.HEALTHY, Optional.empty(), List.of());

  /** Runs, echoes heartbeats and executes something that does not end. */
  public static final Behaviour BUSY = new Behaviour(Health.BUSY, Optional.empty(), List.of());

  /** Runs and never says anything, nor writes a connection file. */
  public static final Behaviour SILENT =
      new Behaviour(Health.UNRESPONSIVE, Optional.empty(), List.of());

  public Behaviour {
    prints = List.copyOf(prints);
  }

  /** The same, and prints this first. */
  public Behaviour printing(String... lines) {
    return new Behaviour(answers, death, List.of(lines));
  }

  /** Ends at once. */
  public static Behaviour dies(int exitCode) {
    return dies(new Instance.Exit(exitCode, false, "", Optional.empty()));
  }

  /** Runs out of memory at once. */
  public static Behaviour outOfMemory() {
    return dies(new Instance.Exit(137, true, "", Optional.empty()));
  }

  private static Behaviour dies(Instance.Exit exit) {
    return new Behaviour(Health.UNRESPONSIVE, Optional.of(exit), List.of());
  }
}
