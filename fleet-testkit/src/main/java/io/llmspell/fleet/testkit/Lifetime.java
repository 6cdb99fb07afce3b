package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.MakerState;

/**
 * How long a process that uses the {@link InMemoryEngine} lives, counted in what it changes there;
 * guarded by the engine's lock.
 */
final class Lifetime {
  /** For ever. */
  private static final int NO_END = -1;

  private int changesLeft;
  private boolean dead;

  private Lifetime(int changes) {
    this.changesLeft = changes;
  }

  static Lifetime endless() {
    return new Lifetime(NO_END);
  }

  static Lifetime of(int changes) {
    return new Lifetime(changes);
  }

  /** What others know of it: that it is dead, and never that it lives. */
  MakerState seen() {
    return dead ? MakerState.DEAD : MakerState.UNKNOWN;
  }

  /** Ends it. */
  void end() {
    dead = true;
  }

  /** Before a change; throws if the process dies just there. */
  void change() {
    live();
    if (changesLeft == 0) {
      dead = true;
      throw new Died();
    }
    if (changesLeft > 0) {
      changesLeft--;
    }
  }

  /** Before anything else that a process does. */
  void live() {
    if (dead) {
      throw new Died();
    }
  }
}
