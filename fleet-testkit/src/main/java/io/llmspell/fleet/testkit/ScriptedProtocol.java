package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.runtime.KernelProtocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Talks to the fake kernels of an {@link InMemoryEngine}. As with real ones, only the address that
 * the instance has now reaches its kernel, and one that is asked with a wrong key echoes heartbeats
 * and answers nothing.
 */
public final class ScriptedProtocol implements KernelProtocol {
  private static final Duration ASK_AGAIN = Duration.ofMillis(5);

  /** How long every heartbeat takes. */
  public static final Duration ECHO = Duration.ofMillis(2);

  private final InMemoryEngine engine;

  public ScriptedProtocol(InMemoryEngine engine) {
    this.engine = engine;
  }

  @Override
  public byte[] encode(ConnectionInfo connection) {
    return ConnectionText.encode(connection);
  }

  @Override
  public ConnectionInfo decode(byte[] content) {
    return ConnectionText.decode(content);
  }

  /** Answers at once, also for kernels that never will: what they do is known here. */
  @Override
  public List<Answer> probeAll(List<ConnectionInfo> connections, Duration patience) {
    synchronized (engine) {
      return connections.stream()
          .map(
              connection -> {
                Answer answer = answer(connection);
                if (answer.health() == Health.HEALTHY) {
                  reach(connection).ifPresent(kernel -> kernel.publish(Sign.ALIVE));
                }
                return answer;
              })
          .toList();
    }
  }

  /** The given time is real time, whatever clock the engine has. */
  @Override
  public Health await(ConnectionInfo connection, Duration patience, BooleanSupplier abandoned) {
    long start = System.nanoTime();
    Health health = probe(connection, patience).health();
    while (health != Health.HEALTHY
        && System.nanoTime() - start < patience.toNanos()
        && !abandoned.getAsBoolean()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(ASK_AGAIN.toNanos());
      health = probe(connection, patience).health();
    }
    return health;
  }

  /** A busy kernel is interrupted, and answers from then on. */
  @Override
  public boolean interrupt(ConnectionInfo connection, Duration patience) {
    synchronized (engine) {
      return reach(connection)
          .filter(kernel -> hasKey(kernel, connection) && kernel.interrupt())
          .isPresent();
    }
  }

  /** Hears what {@link InMemoryEngine#publish(String, Sign)} is told, and of answers to probes. */
  @Override
  public Listening listen(ConnectionInfo connection, Consumer<Sign> heard) {
    synchronized (engine) {
      Optional<FakeContainer> kernel = reach(connection).filter(k -> hasKey(k, connection));
      kernel.ifPresent(k -> k.listeners.add(heard));
      return () -> {
        synchronized (engine) {
          kernel.ifPresent(k -> k.listeners.remove(heard));
        }
      };
    }
  }

  /** There are no sockets to end. */
  @Override
  public void close() {}

  private Answer answer(ConnectionInfo connection) {
    Health health = health(connection);
    return new Answer(health, health == Health.UNRESPONSIVE ? Optional.empty() : Optional.of(ECHO));
  }

  private Health health(ConnectionInfo connection) {
    return reach(connection)
        .map(
            kernel ->
                kernel.behaviour.answers() == Health.HEALTHY && !hasKey(kernel, connection)
                    ? Health.BUSY
                    : kernel.behaviour.answers())
        .orElse(Health.UNRESPONSIVE);
  }

  private Optional<FakeContainer> reach(ConnectionInfo connection) {
    return engine.state().containers.values().stream()
        .filter(container -> container.isRunning() && container.host().equals(connection.ip()))
        .filter(
            container ->
                container
                    .kernel()
                    .filter(facts -> facts.ports().shell() == connection.shell())
                    .isPresent())
        .findFirst();
  }

  private static boolean hasKey(FakeContainer kernel, ConnectionInfo connection) {
    return kernel
        .connectionFile()
        .map(ConnectionText::decode)
        .filter(file -> file.key().equals(connection.key()))
        .isPresent();
  }
}
