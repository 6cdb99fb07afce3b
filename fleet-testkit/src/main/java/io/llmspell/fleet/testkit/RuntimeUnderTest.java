package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.KernelRuntime;
import java.time.Duration;
import java.util.Set;

/** What {@link KernelRuntimeContract} has to know of a runtime. */
public interface RuntimeUnderTest {

  /** The runtime; the same one during a test. The contract does not close it. */
  KernelRuntime runtime();

  /** Another one on the same engine, as a second process would have; the same one during a test. */
  KernelRuntime another();

  /**
   * One of a process that dies after it has changed so many things in the engine: from then on
   * every call throws {@link Died}, and nothing is undone. A new one each time; the contract closes
   * it.
   */
  KernelRuntime dyingAfter(int changes);

  /**
   * A kernel service whose image is there, whose connection file is provided, and whose instances
   * run until they are stopped. They need not answer. It may have limits, a config and networks of
   * no fleet but not {@code ports} or mounts.
   */
  ServiceSpec kernelService();

  /**
   * The same with {@code connection: written}, and with a program that runs and writes no
   * connection file.
   */
  ServiceSpec silentService();

  /**
   * A service without {@code x-kernel} whose image is there and whose instances run until they are
   * stopped; where the runtime has no {@code PLAIN_CONTAINERS}, one that it shall refuse.
   */
  ServiceSpec plainService();

  /**
   * A service, a plain one where the runtime can have it, whose instances print {@code one}, {@code
   * two} and {@code three} to stdout, a line each, and then end with code 3.
   */
  ServiceSpec exitingService();

  /** An image that is neither there nor to be had. */
  ImageReference missingImage();

  /** Somebody else who uses the engine. */
  Outsider outsider();

  /** The optional interfaces that the runtime shall offer. */
  Set<Class<?>> offers();

  /** What the tests may lease; at least thirty blocks that nobody else uses. */
  default PortRange ports() {
    return new PortRange(21_000, 21_149);
  }

  /** How long an instance may take until it is seen to have ended. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** How many take part in a race. */
  default int contenders() {
    return 20;
  }

  /** How often races are run; more find more. */
  default int rounds() {
    return 3;
  }
}
