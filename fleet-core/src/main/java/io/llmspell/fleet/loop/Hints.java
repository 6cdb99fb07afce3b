package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something may have changed, never what: whoever hears it looks again. Many hints
 * before a look are one. Thread-safe.
 */
final class Hints {
  private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
  private static final Duration RECONNECT = Duration.ofSeconds(1);

  private final Semaphore given = new Semaphore(0);

  /** Something may have changed. Does not block. */
  void give() {
    given.release();
  }

  /** Blocks until there is a hint, at most for so long; all that were given are used up. */
  boolean await(Duration patience) throws InterruptedException {
    boolean hinted = given.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    given.drainPermits();
    return hinted;
  }

  /**
   * Gives one for everything that the runtime tells of a project, until the thread is interrupted.
   * A stream that breaks is begun anew, with a hint, for what was told in between is lost. Returns
   * at once if the runtime tells nothing.
   */
  void listen(Surroundings around, ProjectName project) throws InterruptedException {
    Optional<EventSource> source = around.runtime().offer(EventSource.class);
    while (source.isPresent() && !Thread.currentThread().isInterrupted()) {
      try {
        source.get().events(project, Optional.empty(), Optional.empty(), event -> give());
      } catch (FleetException e) {
        LOG.info("events of {} lost: {}", project, e.getMessage());
      }
      TimeUnit.MILLISECONDS.sleep(RECONNECT.toMillis());
      give();
    }
  }
}
