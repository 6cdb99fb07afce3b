package io.llmspell.fleet.kernel.javascript;

import io.llmspell.fleet.kernel.language.Console;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/** Rhino contexts that interpret, look often whether to stop, and show no Java class. */
final class StoppableContexts extends ContextFactory {
  /** Instructions between two looks: some hundreds of microseconds. */
  private static final int LOOK = 10_000;

  /** What keeps recursion within the thread's stack and the heap of a small container. */
  private static final int DEEPEST = 5_000;

  /** Ends a cell. Scripts can't catch an Error of Java. */
  static final class Stop extends Error {
    private static final long serialVersionUID = 1L;

    Stop() {
      super("stop", null, false, false);
    }
  }

  private final Console console;

  /** How many cells have been stopped. */
  private int stops;

  StoppableContexts(Console console) {
    this.console = console;
  }

  /** To be called before each cell. */
  static void reset(Context context) {
    context.setInstructionObserverThreshold(LOOK);
  }

  @Override
  protected Context makeContext() {
    Context context = new StoppableContext(this);
    context.setInterpretedMode(true);
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setMaximumInterpreterStackDepth(DEEPEST);
    context.setClassShutter(name -> false);
    context.setTrackUnhandledPromiseRejections(true);
    reset(context);
    return context;
  }

  @Override
  protected void observeInstructionCount(Context context, int count) {
    stopIfAsked(context);
  }

  /** To be called after a stop: what the stopped cell has left to do must not meet the next one. */
  void dropJobs() {
    stops++;
  }

  private void stopIfAsked(Context context) {
    if (console.interruption().isPresent()) {
      // From now on at each chance: Rhino lets finally blocks run after an Error once, and ends the
      // script for good when its own counting fails.
      context.setInstructionObserverThreshold(1);
      throw new Stop();
    }
  }

  /**
   * Looks before each promise job, too: Rhino counts the instructions of each from zero, so that a
   * chain of short ones would never be looked at.
   */
  private static final class StoppableContext extends Context {
    private final StoppableContexts owner;

    StoppableContext(StoppableContexts owner) {
      super(owner);
      this.owner = owner;
    }

    @Override
    public void enqueueMicrotask(Runnable job) {
      int before = owner.stops;
      super.enqueueMicrotask(
          () -> {
            if (before == owner.stops) {
              owner.stopIfAsked(this);
              job.run();
            }
          });
    }
  }
}
