package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Reads what one fake container has printed, and goes on to read as it prints more. */
final class FakeLog {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final InMemoryEngine engine;
  private final Instance instance;

  FakeLog(InMemoryEngine engine, Instance instance) {
    this.engine = engine;
    this.instance = instance;
  }

  void read(OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    Page page = page(0);
    int from = tail.isPresent() ? Math.max(0, page.lines().size() - tail.getAsInt()) : 0;
    page.lines().subList(from, page.lines().size()).forEach(consumer);
    int read = page.lines().size();
    while (follow && page.more() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      page = page(read);
      page.lines().forEach(consumer);
      read += page.lines().size();
    }
  }

  private Page page(int from) {
    synchronized (engine) {
      Optional<FakeContainer> container = engine.state().find(instance);
      return new Page(
          container.map(c -> List.copyOf(c.lines.subList(from, c.lines.size()))).orElse(List.of()),
          container.filter(FakeContainer::isRunning).isPresent());
    }
  }

  /** Lines, and whether there may be more of them. */
  private record Page(List<Line> lines, boolean more) {}
}
