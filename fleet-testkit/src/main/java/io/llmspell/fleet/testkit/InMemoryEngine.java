package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.KernelProtocol.Sign;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.UsageSource;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A container engine that exists in memory only: what {@link InMemoryRuntime}s and {@link
 * ScriptedProtocol}s share, as processes share Docker. Its public methods are a test's way to look
 * at it and to make things happen that no runtime asked for. Thread-safe.
 */
public final class InMemoryEngine {
  private final EngineState state;

  /** The handle of the container that those who use the engine run in. */
  private Optional<String> users = Optional.empty();

  /** Empty, with a clock of its own. */
  public InMemoryEngine() {
    this(new FakeClock());
  }

  /** Empty; the clock says when containers were made and when they ended. */
  public InMemoryEngine(InstantSource clock) {
    this.state = new EngineState(clock);
  }

  /** What a runtime may be asked for, as far as it can be made to fail. */
  public enum Operation {
    OBSERVE,
    INSPECT,
    ENSURE,
    DISCARD,
    START,
    STOP,
    REMOVE,
    RENAME,
    COLLECT,
    SIGNAL,
    CONNECTION_FILE,
    LOGS;

    boolean changesSomething() {
      return this != OBSERVE && this != INSPECT && this != CONNECTION_FILE && this != LOGS;
    }

    String verb() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Puts a new version of an image into the registry, from where it can be pulled. */
  public synchronized String publish(ImageReference reference) {
    return state.stock.publish(reference);
  }

  /** Puts a new version of an image into the registry and pulls it; returns its id. */
  public synchronized String load(ImageReference reference) {
    String id = state.stock.publish(reference);
    state.stock.put(reference, id);
    return id;
  }

  /** Removes an image from the engine; the registry keeps it. */
  public synchronized void unload(ImageReference reference) {
    state.stock.remove(reference);
  }

  /** Removes an image from the registry; the engine keeps it. */
  public synchronized void unpublish(ImageReference reference) {
    state.stock.unpublish(reference);
  }

  /** How programs behave that are started from now on and of which nothing else was said. */
  public synchronized void behave(Behaviour toBe) {
    state.behaviour = toBe;
  }

  /** How the programs of a service behave that are started from now on. */
  public synchronized void behave(ServiceName service, Behaviour toBe) {
    state.behaviours.put(service, toBe);
  }

  /** How the program that runs in a container goes on; {@link Behaviour#death} is ignored. */
  public synchronized void behave(String container, Behaviour toBe) {
    state.named(container).behaviour = toBe;
  }

  /** Ends the program in a container. */
  public synchronized void crash(String container, int exitCode, boolean outOfMemory) {
    state.end(state.named(container), exitCode, outOfMemory);
  }

  /** As if whoever made this container had died before he could start it. */
  public synchronized void unstart(String container) {
    FakeContainer made = state.named(container);
    made.startedAt = Optional.empty();
    made.exit = Optional.empty();
  }

  /** As if those who use the engine ran in this container of it. */
  public synchronized void moveUsersInto(String container) {
    users = Optional.of(state.named(container).handle);
  }

  synchronized Optional<String> users() {
    return users;
  }

  /** Runs the program in a container that has ended, or was never started, as anybody may. */
  public synchronized void restart(String container) {
    FakeContainer made = state.named(container);
    made.startedAt = Optional.of(state.clock.instant());
    made.exit = Optional.empty();
  }

  /** Makes looks at the container's project partial: it is there, and is said to be unseen. */
  public synchronized void hide(String container) {
    state.hidden.add(state.named(container).name);
  }

  /** Makes looks complete again. */
  public synchronized void showAll() {
    state.hidden.clear();
  }

  /** Makes the next operations of this kind fail before they have changed anything. */
  public synchronized void failNext(Operation operation, int count, ErrorCode code) {
    state.interventions.fail(operation, count, code);
  }

  /**
   * Makes something happen just before the next operation of this kind: what another process does
   * at that moment. The engine is locked meanwhile, so no other thread may be waited for.
   */
  public synchronized void beforeNext(Operation operation, Runnable doing) {
    state.interventions.before(operation, doing);
  }

  /** Runs a container that somebody else made, and that publishes these ports. */
  public synchronized void addForeign(String container, Set<Integer> publishedPorts) {
    state.add(
        FakeContainer.foreign(
            container, state.nextHandle(), publishedPorts, state.clock.instant()));
  }

  /** Makes a network on somebody else's behalf. */
  public synchronized void addForeignNetwork(String name) {
    state.networks.addForeign(name);
  }

  /** Whether there is a network of this name. */
  public synchronized boolean hasNetwork(String name) {
    return state.networks.has(name);
  }

  /** Makes a volume on somebody else's behalf. */
  public synchronized void addForeignVolume(String name) {
    state.volumes.addForeign(name);
  }

  /** Removes a container that somebody else made. */
  public synchronized void removeForeign(String container) {
    if (!state.named(container).isForeign()) {
      throw new IllegalArgumentException(container + " is the fleet's");
    }
    state.containers.remove(container);
  }

  /** Removes a network that somebody else made. */
  public synchronized void removeForeignNetwork(String name) {
    state.networks.remove(name);
  }

  /** Removes a volume that somebody else made. */
  public synchronized void removeForeignVolume(String name) {
    state.volumes.remove(name);
  }

  /** Has a container's program print a line. */
  public synchronized void print(String container, LogSource.Line line) {
    state.named(container).lines.add(line);
  }

  /** Whether somebody hears what a kernel publishes. */
  public synchronized boolean isHeard(String container) {
    return !state.named(container).listeners.isEmpty();
  }

  /** Has a kernel publish something of its work. */
  public synchronized void publish(String container, Sign sign) {
    state.named(container).publish(sign);
  }

  /** Sets what a container's program uses; otherwise nothing is known of it. */
  public synchronized void use(String container, UsageSource.Usage usage) {
    state.named(container).usage = Optional.of(usage);
  }

  /** Sets what more is known of a container's program; otherwise nothing is. */
  public synchronized void measure(String container, MetricsSource.Metrics metrics) {
    state.named(container).metrics = Optional.of(metrics);
  }

  /** The names of all containers, the fleet's and others. */
  public synchronized Set<String> containers() {
    return new TreeSet<>(state.containers.keySet());
  }

  /** A container in words that change whenever the container does; empty if there is none. */
  public synchronized Optional<String> state(String container) {
    return Optional.ofNullable(state.containers.get(container)).map(FakeContainer::state);
  }

  /**
   * What runtimes were asked for, in order, the failed ones too: {@code start demo-lua-1}, {@code
   * ensure image debian:latest}. Looks are not in it.
   */
  public synchronized List<String> journal() {
    return List.copyOf(state.journal);
  }

  /** For the runtimes, which hold this object's lock while they use it. */
  EngineState state() {
    return state;
  }
}
