package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.plan.Debris;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for instances: a kernel is ready when it answers {@code kernel_info}, a plain container
 * when it is healthy, or runs where it has no health check. An instance that ends meanwhile is a
 * failure at once, with the last lines that it printed. All methods block, and throw {@code
 * NOT_READY}; or {@code CONFLICT} where somebody has removed the instance, or died before he
 * started it: then a new plan finds what there is to do.
 */
final class Readiness {
  static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** How long a plain container with a health check may take to become healthy. */
  private static final Duration HEALTH_PATIENCE = Duration.ofMinutes(5);

  private final Surroundings around;
  private final Connections connections;
  private final Diagnosis diagnosis;

  Readiness(Surroundings around, Connections connections) {
    this.around = around;
    this.connections = connections;
    this.diagnosis = new Diagnosis(around, connections);
  }

  /** Until an instance that was just started is ready. */
  void await(ServiceSpec service, Instance instance) {
    if (service.kernel().isPresent()) {
      KernelSpec kernel = service.kernel().get();
      Instant deadline = around.clock().instant().plus(kernel.startupTimeout());
      Health health =
          awaitKernel(
              instance,
              connections.justGiven(instance).or(() -> awaitConnectionFile(instance, deadline)),
              deadline);
      if (health != Health.HEALTHY) {
        throw diagnosis.silent(kernel, instance, health);
      }
    } else {
      awaitContainer(lookAt(instance));
    }
    around.listener().on(Kind.READY, instance.name(), "");
  }

  /**
   * Until an instance that was there before is seen to answer. A kernel that executes something
   * counts as ready; one that is still starting gets the rest of its time.
   */
  void confirm(ServiceSpec service, Instance instance) {
    confirm(service.kernel(), instance);
  }

  /**
   * The same for an instance of which only that is known.
   *
   * @param kernel absent for a plain container
   */
  void confirm(Optional<KernelSpec> kernel, Instance instance) {
    Instance started = awaitStart(instance);
    if (kernel.isEmpty()) {
      awaitContainer(started);
      return;
    }
    Instant deadline =
        started.startedAt().orElse(started.createdAt()).plus(kernel.get().startupTimeout());
    Instant atLeast = around.clock().instant().plus(Look.PATIENCE);
    Instant end = deadline.isAfter(atLeast) ? deadline : atLeast;
    Health health = awaitKernel(started, awaitConnectionFile(started, end), end);
    if (health != Health.HEALTHY && health != Health.BUSY) {
      throw health == Health.UNKNOWN
          ? diagnosis.silent(kernel.get(), started, health)
          : diagnosis.hangs(started);
    }
  }

  /**
   * Looks once whether what was ready a moment ago has not failed since: a kernel has to run, a
   * plain container to run or to have ended with exit code 0.
   */
  void requireAlive(Instance instance) {
    Instance now = lookAt(instance);
    boolean hasDoneItsWork = !now.isKernel() && endedWell(now);
    if (!now.isRunning() && !hasDoneItsWork) {
      throw now.phase() == Phase.GONE ? diagnosis.ended(now) : diagnosis.gone();
    }
  }

  /** Looks for so long whether what is ready does not fail after all. */
  void watch(Instance instance, Duration time) {
    Instant end = around.clock().instant().plus(time);
    while (around.clock().instant().isBefore(end)) {
      requireAlive(instance);
      pause();
    }
  }

  /** Until the instance has ended with exit code 0. */
  void awaitCompletion(Instance instance) {
    Instance now = instance;
    while (now.phase() != Phase.GONE) {
      pause();
      now = lookAt(instance);
    }
    if (!endedWell(now)) {
      throw diagnosis.ended(now);
    }
  }

  /** Until it runs, if somebody else is about to start it. */
  private Instance awaitStart(Instance instance) {
    Instance now = instance;
    while (now.phase() == Phase.CREATING) {
      pause();
      now = lookAt(instance);
    }
    return now;
  }

  /** What it does at the end of the wait, with its connection file handed out if it answers. */
  private Health awaitKernel(
      Instance instance, Optional<ConnectionInfo> connection, Instant deadline) {
    if (connection.isEmpty()) {
      return Health.UNKNOWN;
    }
    Watchman watchman = new Watchman(instance);
    Duration left = Duration.between(around.clock().instant(), deadline);
    Health health = around.protocol().await(connection.get(), left, watchman::sawItEnd);
    if (watchman.end.isPresent()) {
      throw diagnosis.ended(watchman.end.get());
    }
    if (health == Health.HEALTHY || health == Health.BUSY) {
      connections.publish(instance, connection.get());
    }
    return health;
  }

  private Optional<ConnectionInfo> awaitConnectionFile(Instance instance, Instant deadline) {
    while (true) {
      Instance now = lookAt(instance);
      if (now.phase() == Phase.GONE) {
        throw diagnosis.ended(now);
      }
      Optional<ConnectionInfo> connection = connections.of(now);
      boolean unreachable = now.isRunning() && now.host().isEmpty();
      if (connection.isPresent() || unreachable) {
        return connection;
      }
      if (around.clock().instant().isAfter(deadline)) {
        return Optional.empty();
      }
      pause();
    }
  }

  /** A runtime shows a plain container as starting only while its health check has no result. */
  private void awaitContainer(Instance started) {
    Instant deadline = around.clock().instant().plus(HEALTH_PATIENCE);
    Instance now = started;
    while (now.phase() == Phase.STARTING) {
      boolean fails = now.health() == Health.UNRESPONSIVE;
      if (fails || around.clock().instant().isAfter(deadline)) {
        throw diagnosis.unhealthy(now);
      }
      pause();
      now = lookAt(started);
    }
    if (now.phase() == Phase.GONE && !endedWell(now)) {
      throw diagnosis.ended(now);
    }
    if (now.health() == Health.UNRESPONSIVE) {
      throw diagnosis.unhealthy(now);
    }
  }

  private static boolean endedWell(Instance instance) {
    return instance.exit().filter(e -> e.code() == 0).isPresent();
  }

  /** As it is now; whatever is waited for, it has to be there and started some time. */
  private Instance lookAt(Instance instance) {
    Instance now = around.runtime().inspect(instance).orElseThrow(diagnosis::gone);
    if (Debris.at(around.clock().instant()).isNeverStarted(now)) {
      throw diagnosis.neverStarted();
    }
    return now;
  }

  private static void pause() {
    pause(LOOK_AGAIN);
  }

  /** Does nothing for a while; fails with {@code CANCELLED} if somebody interrupts that. */
  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FleetException(ErrorCode.CANCELLED, "interrupted while waiting", e);
    }
  }

  /** Remembers the end of an instance while somebody else waits for its answer. */
  private final class Watchman {
    private final Instance instance;
    private Optional<Instance> end = Optional.empty();

    Watchman(Instance instance) {
      this.instance = instance;
    }

    boolean sawItEnd() {
      end = Optional.of(lookAt(instance)).filter(now -> now.phase() == Phase.GONE);
      return end.isPresent();
    }
  }
}
