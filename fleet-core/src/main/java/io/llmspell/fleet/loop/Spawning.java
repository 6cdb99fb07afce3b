package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import java.time.Duration;
import java.util.Optional;

/** An ad-hoc kernel that runs, and may not answer yet. For one thread at a time. */
public final class Spawning {
  private final Surroundings around;
  private final Launch launch;
  private final ServiceSpec service;
  private final Instance kernel;

  Spawning(Surroundings around, Launch launch, ServiceSpec service, Instance kernel) {
    this.around = around;
    this.launch = launch;
    this.service = service;
    this.kernel = kernel;
  }

  /** As it was started; nobody has asked it anything. */
  public KernelView kernel() {
    return new KernelView(
        kernel,
        Phase.STARTING,
        Health.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Waits until it answers. If it does not, nothing of it is left; only if the thread is
   * interrupted, it is left as it is.
   *
   * @throws FleetException with {@code NOT_READY} if it does not answer, with {@code CONFLICT} if
   *     somebody has removed it, with {@code CANCELLED} if the thread is interrupted
   */
  public KernelView await() {
    try {
      launch.readiness().await(service, kernel);
    } catch (FleetException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new FleetException(
            ErrorCode.CANCELLED, kernel.name() + ": nobody waits for it any more", e);
      }
      launch.end(kernel, Optional.of(Duration.ZERO));
      throw new FleetException(e.code(), kernel.name() + ": " + e.getMessage(), e);
    }
    return new Look(around).thatAnswers(kernel);
  }
}
