package io.llmspell.fleet.runtime;

import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.ProjectName;
import java.util.List;

/** A runtime that keeps claims on kernels, for all processes that use its engine. */
public interface ClaimKeeper {

  /**
   * Takes a place at a kernel, if nobody has it. Of many who want one place at once exactly one
   * gets it. Idempotent for one holder. The kernel need not be there yet; a claim on one that is
   * not counts as left by a crash, so that whoever makes the kernel claims again when he has.
   *
   * @return whether the place is the holder's
   */
  boolean claim(Claim claim);

  /** All claims on kernels of a project. */
  List<Claim> claims(ProjectName project);

  /** Gives a place back; idempotent. A claim of another holder is left alone. */
  void release(Claim claim);
}
