package io.llmspell.fleet.runtime;

import io.llmspell.fleet.runtime.ExecSource.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps a program's terminal as large as its caller's, for runtimes that run programs. */
public final class TerminalSize {
  /** How often a terminal is asked for its size, since Java hears of no change. */
  private static final Duration PERIOD = Duration.ofMillis(500);

  /** Until a terminal that is not there yet may be. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private TerminalSize() {}

  /**
   * Follows the caller's terminal until the program has ended. Blocks.
   *
   * @param terminal the caller's; without one this only waits
   * @throws E as what it is given does
   */
  public static <E extends Exception> void follow(
      Optional<Supplier<Size>> terminal, Resize<E> resize, End<E> end)
      throws E, InterruptedException {
    Optional<Size> told = Optional.empty();
    boolean knows;
    do {
      Optional<Size> now = terminal.map(Supplier::get);
      knows = now.equals(told) || resize.to(now.orElseThrow());
      told = knows ? now : told;
    } while (!end.await(knows ? PERIOD : PAUSE));
  }

  /** Tells the program's terminal its size. */
  public interface Resize<E extends Exception> {
    /** Returns false if it has no terminal yet, or has ended. */
    boolean to(Size size) throws E, InterruptedException;
  }

  /** Waits for the program's end. */
  public interface End<E extends Exception> {
    /** Returns whether it has ended by then. */
    boolean await(Duration patience) throws E, InterruptedException;
  }
}
