package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.Observation;
import java.util.Optional;

/** Gives places at kernels back. */
final class Release {
  private final Surroundings around;
  private final Launch launch;

  Release(Surroundings around, Launch launch) {
    this.around = around;
    this.launch = launch;
  }

  Claim of(ProjectName project, String text) {
    ClaimKeeper keeper = around.ability(ClaimKeeper.class, "keep claims on kernels");
    Claim claim =
        keeper.claims(project).stream()
            .filter(c -> c.text().equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.NOT_FOUND,
                        "there is no claim '"
                            + text
                            + "': it was given back, or its kernel has ended"));
    if (claim.places() == 1) {
      around
          .runtime()
          .observe(Observation.ofInstances(project))
          .instance(claim.kernel())
          .ifPresent(kernel -> launch.end(kernel, Optional.empty()));
    }
    keeper.release(claim);
    return claim;
  }
}
