package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ClaimKeeper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Claims as empty volumes: creating one that exists keeps its first creator's labels, so that
 * whoever finds himself as the holder there has the place.
 */
final class ClaimVolumes implements ClaimKeeper {
  private static final String NAME = "llmspell-claim-";

  private final Engine engine;
  private final Volumes volumes;
  private final Maker maker;

  ClaimVolumes(Engine engine, Volumes volumes, Maker maker) {
    this.engine = engine;
    this.volumes = volumes;
    this.maker = maker;
  }

  @Override
  public boolean claim(Claim claim) {
    try {
      engine.change(
          "claim " + claim.kernel(),
          docker ->
              docker.createVolumeCmd().withName(name(claim)).withLabels(labels(claim)).exec());
    } catch (FleetException e) {
      // Podman says so to the slower of two who ask at once.
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
    }
    return isHeld(claim);
  }

  @Override
  public List<Claim> claims(ProjectName project) {
    return volumes.labelled(Labels.CLAIM).stream()
        .flatMap(volume -> Labels.claim(volume.labels()).stream())
        .filter(claim -> claim.project().equals(project))
        .toList();
  }

  @Override
  public void release(Claim claim) {
    if (isHeld(claim)) {
      volumes.remove(name(claim));
    }
  }

  /** The kernel is no more. */
  void end(ProjectName project, InstanceId kernel) {
    claims(project).stream()
        .filter(claim -> claim.kernel().equals(kernel))
        .forEach(claim -> volumes.remove(name(claim)));
  }

  private boolean isHeld(Claim claim) {
    Optional<Claim> there =
        volumes.find(name(claim)).flatMap(volume -> Labels.claim(volume.labels()));
    return there.filter(c -> c.holder().equals(claim.holder())).isPresent();
  }

  private static String name(Claim claim) {
    return NAME + claim.kernel() + "-" + claim.place();
  }

  private Map<String, String> labels(Claim claim) {
    return Map.of(
        Labels.PROJECT, claim.project().value(),
        Labels.ID, claim.kernel().value(),
        Labels.CLAIM, claim.place() + "/" + claim.places(),
        Labels.HOLDER, claim.holder(),
        Labels.SINCE, Instant.now().toString(),
        Labels.MAKER, maker.process(),
        Labels.NONCE, UUID.randomUUID().toString());
  }
}
