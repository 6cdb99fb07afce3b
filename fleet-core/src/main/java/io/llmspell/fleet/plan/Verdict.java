package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;

/** Whether an instance may stay in its slot, and why. */
record Verdict(boolean keep, String reason) {

  static Verdict of(ServiceSpec service, Instance instance, ObservedFleet observed, Debris debris) {
    Verdict spec = ofSpec(service, instance, observed);
    return spec.keep() ? ofPhase(service, instance, debris) : spec;
  }

  /** Whether it was made from what the file says now. */
  static Verdict ofSpec(ServiceSpec service, Instance instance, ObservedFleet observed) {
    Instance.Provenance made = instance.spec();
    if (!made.image().equals(service.image())) {
      return replace("its image is " + made.image() + " and shall be " + service.image());
    }
    // An image that was removed since may be the same one again: nothing says that it changed.
    String imageId = observed.images().getOrDefault(service.image(), made.imageId());
    if (!imageId.equals(made.imageId())) {
      return replace("there is a newer image " + service.image());
    }
    if (!SpecHash.of(service, imageId).equals(made.specHash())) {
      return replace("its configuration changed");
    }
    return new Verdict(true, "up to date");
  }

  private static Verdict ofPhase(ServiceSpec service, Instance instance, Debris debris) {
    if (instance.isRunning()) {
      return new Verdict(true, "up to date");
    }
    if (instance.phase() == Phase.GONE) {
      String cause = instance.exit().map(Instance.Exit::cause).orElse("no exit code");
      return isDone(service, instance)
          ? new Verdict(true, "has done its work")
          : replace("it has ended: " + cause);
    }
    if (instance.phase() == Phase.STOPPING) {
      return replace("it is being removed");
    }
    return debris.isNeverStarted(instance)
        ? replace("it was never started")
        : new Verdict(true, "is being started");
  }

  /** A plain container that ended well and is not to be restarted is a job that is done. */
  private static boolean isDone(ServiceSpec service, Instance instance) {
    Restart restart = service.container().restart();
    return !service.isKernel()
        && (restart == Restart.NO || restart == Restart.ON_FAILURE)
        && instance.exit().filter(e -> e.code() == 0).isPresent();
  }

  static Verdict replace(String reason) {
    return new Verdict(false, reason);
  }
}
