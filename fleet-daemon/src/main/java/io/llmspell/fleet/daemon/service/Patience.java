package io.llmspell.fleet.daemon.service;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what a daemon can't begin without, and may be there later: the engine, a file that can
 * be read. Asks again with growing delays, up to half a minute, and logs each of them once.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** What somebody mends while the daemon runs. All else needs another start. */
  private static final Set<ErrorCode> PASSING =
      EnumSet.of(
          ErrorCode.ENGINE_UNAVAILABLE,
          ErrorCode.ENGINE_SILENT,
          ErrorCode.ENGINE_ERROR,
          ErrorCode.INVALID_FILE);

  private final Pause pause;

  /** One that gives up at the end. */
  public Patience(Pause pause) {
    this.pause = pause;
  }

  /** Blocks for so long, or until the end; returns whether that has come. */
  @FunctionalInterface
  public interface Pause {
    boolean isEndWithin(Duration delay) throws InterruptedException;
  }

  /**
   * Blocks until it can be had.
   *
   * @return empty if the end comes first
   * @throws FleetException if it fails in a way that does not pass by itself
   */
  public <T> Optional<T> await(Supplier<T> wanted) throws InterruptedException {
    Duration delay = FIRST;
    String said = "";
    while (true) {
      try {
        return Optional.of(wanted.get());
      } catch (FleetException e) {
        if (!PASSING.contains(e.code())) {
          throw e;
        }
        String now = "waits " + delay.toSeconds() + " s and tries again: " + e.getMessage();
        if (!now.equals(said)) {
          LOG.warn(now);
          said = now;
        }
      }
      if (pause.isEndWithin(delay)) {
        return Optional.empty();
      }
      delay = delay.multipliedBy(2).compareTo(LONGEST) < 0 ? delay.multipliedBy(2) : LONGEST;
    }
  }
}
