package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;

/**
 * Whether an instance that is to be replaced may still have a successor: others may want its slot
 * empty by now. All methods throw {@code CONFLICT} if so: then a new plan finds what there is to
 * do.
 */
final class Succession {
  private final Surroundings around;
  private final ProjectName project;

  Succession(Surroundings around, ProjectName project) {
    this.around = around;
    this.project = project;
  }

  /** Its slot was not stopped by hand since the plan was made. */
  void requireNotStopped(Instance old) {
    if (old.slot().filter(around.home().inputs(project).stopped()::contains).isPresent()) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "somebody has stopped it meanwhile: `up` or `restart` fills its slot");
    }
  }

  /** Likewise, and it was not removed: who did may have scaled the service down. */
  void requireThere(Instance old) {
    requireNotStopped(old);
    if (around.runtime().inspect(old).isEmpty()) {
      throw new FleetException(
          ErrorCode.CONFLICT, "somebody has removed it meanwhile: `up` fills its slot if it lacks");
    }
  }
}
