package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Phase;
import java.util.List;

/**
 * How one instance is.
 *
 * @param lastLines what an instance that is not well printed last, oldest line first; empty for one
 *     that is well, and where the runtime keeps no logs
 */
public record Condition(KernelView view, State state, List<String> lastLines) {
  public Condition {
    lastLines = List.copyOf(lastLines);
  }

  static State stateOf(KernelView view) {
    Phase phase = view.phase();
    if (phase == Phase.GONE) {
      return view.hasDoneItsWork() ? State.DONE : State.DEAD;
    }
    if (phase != Phase.READY && phase != Phase.DRAINING) {
      return State.STARTING;
    }
    return switch (view.health()) {
      case HEALTHY -> State.HEALTHY;
      case BUSY -> State.BUSY;
      case UNRESPONSIVE -> State.UNRESPONSIVE;
      case UNKNOWN -> view.instance().isKernel() ? State.UNREACHABLE : State.RUNNING;
    };
  }

  /** In one word. */
  public enum State {
    /** Answers, or passes its health check. */
    HEALTHY(true),
    /** Executes something, and its heartbeat answers. */
    BUSY(true),
    /** A plain container that runs and has no health check. */
    RUNNING(true),
    /** Is on its way up, or down. */
    STARTING(true),
    /** A plain container whose program has ended with exit code 0. */
    DONE(true),
    /** Its heartbeat is lost, or its health check fails. */
    UNRESPONSIVE(false),
    /** A kernel that runs and that no way leads to from here, or that has no connection file. */
    UNREACHABLE(false),
    /** Has ended. */
    DEAD(false);

    private final boolean well;

    State(boolean well) {
      this.well = well;
    }

    /** Whether nothing has to be done about it. */
    public boolean isWell() {
      return well;
    }
  }
}
