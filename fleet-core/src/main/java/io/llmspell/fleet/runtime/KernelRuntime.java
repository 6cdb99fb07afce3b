package io.llmspell.fleet.runtime;

import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes, shows and ends instances; everything else in the fleet is built on this. Implementations
 * are safe to use from several threads and from several processes at once, keep no state of their
 * own that another process could not see, and never touch what does not carry the fleet's labels.
 *
 * <p>All methods block until the engine has answered. All failures are {@link
 * io.llmspell.fleet.error.FleetException}s. Optional abilities are interfaces of their own ({@link
 * LogSource}, {@link UsageSource}, {@link MetricsSource}, {@link ProcessSource}, {@link
 * ExecSource}, {@link EventSource}, {@link ImageBuilder}, {@link SignalSender}), see {@link
 * #offer}.
 *
 * <p>The contract tests of {@code fleet-testkit} say the same in code.
 */
public interface KernelRuntime extends AutoCloseable {

  /** What this runtime can do, and what it is called. Does not block. */
  Capabilities capabilities();

  /**
   * Looks at all of one project. What can't be seen is said in {@link ObservedFleet#unseen()}; a
   * look that failed as a whole is an exception, never an empty answer.
   */
  ObservedFleet observe(Observation wanted);

  /**
   * Looks at one instance again.
   *
   * @return empty if it is no more
   */
  Optional<Instance> inspect(Instance instance);

  /**
   * Makes sure that an image, a network or a volume is there. Idempotent; tells its progress to the
   * listener.
   */
  void ensure(ProjectName project, Resource resource, FleetListener progress);

  /**
   * Removes a network or volume of the project, or an image that the fleet builds itself.
   * Idempotent; leaves alone what is still used, what is external and what the fleet did not make.
   *
   * @return whether it was removed
   */
  boolean discard(ProjectName project, Resource resource);

  /**
   * Makes and starts one instance, with the ports, the connection file and the limits that it
   * needs. Returns when its program runs, which does not mean that it is ready. If it fails,
   * nothing of it is left. The instance's name is the lock: of several starts under one name
   * exactly one succeeds, the others fail with {@code CONFLICT} and change nothing. So does a start
   * from under which somebody removes what it needs, or the instance itself.
   */
  Instance start(StartRequest request);

  /**
   * Asks the program to end and kills it after the grace period. Idempotent: an instance that has
   * ended or is gone is no error.
   *
   * @param grace zero kills at once; empty takes the instance's own {@code stop_grace_period}
   */
  void stop(Instance instance, Optional<Duration> grace);

  /**
   * Removes an instance and all that was made for it alone: its ports' lease and its connection
   * file. Kills it if it was seen to run, as {@link Instance#isRunning} says, and still does.
   * Idempotent.
   *
   * @throws io.llmspell.fleet.error.FleetException with {@code CONFLICT} if it was not seen to run
   *     and does so by now: nothing is changed
   */
  void remove(Instance instance);

  /**
   * Gives an instance another name: what stands before the last dot of the one that it has, or what
   * a kernel of no slot is called for one of a pool, which is in no slot then. The new name is a
   * lock, as in {@link #start}: of several instances exactly one gets it, the others fail with
   * {@code CONFLICT} and keep theirs. Idempotent, so that it does not tell two who give one
   * instance the same name: who of them may, {@link ClaimKeeper} tells before.
   *
   * @param name {@code demo-lua-1} for an instance that is called {@code demo-lua-1.next}; see
   *     {@link Instance#mayBecome}
   * @return the instance under its new name
   * @throws io.llmspell.fleet.error.FleetException with {@code CONFLICT} if the name is taken, if
   *     the instance is no more, or is called otherwise by now
   * @throws IllegalArgumentException for any other name
   */
  Instance rename(Instance instance, String name);

  /**
   * Removes what was seen to be left, if it still is the same thing and nobody uses it. Idempotent.
   *
   * @return whether it was removed
   */
  boolean collect(Leftover leftover);

  /**
   * The content of the instance's connection file, as the kernel itself sees it.
   *
   * @return empty as long as there is none
   */
  Optional<byte[]> connectionFile(Instance instance);

  /** This runtime as one of the optional interfaces, if it offers that. */
  default <T> Optional<T> offer(Class<T> ability) {
    return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
  }

  /** Ends connections and threads; the instances go on. Idempotent. */
  @Override
  void close();
}
