package io.llmspell.fleet.docker.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import com.google.common.base.Suppliers;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to one engine: each within its time, and each repeated only where that is safe. Every
 * call runs in a thread of its own, since a read from a Unix socket knows no time limit.
 * Thread-safe.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final int ATTEMPTS = 3;

  /** Before the second attempt; before the third it is four times as long. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final DockerHttpClient.Request PING =
      DockerHttpClient.Request.builder().method(Method.GET).path("/_ping").build();

  private final Function<Duration, DockerHttpClient> connector;
  private final TimeLimits limits;
  private final List<DockerHttpClient> open = new CopyOnWriteArrayList<>();
  private final Supplier<DockerHttpClient> looking;
  private final Supplier<DockerHttpClient> working;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fleet-call");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean hasAnswered;

  /**
   * @param connector makes a transport that gives up a silent connection after so long; after zero,
   *     never
   */
  Calls(Function<Duration, DockerHttpClient> connector, TimeLimits limits) {
    this.connector = connector;
    this.limits = limits;
    this.looking = Suppliers.memoize(() -> opened(limits.look()));
    this.working = Suppliers.memoize(() -> opened(Duration.ZERO));
  }

  private DockerHttpClient opened(Duration silence) {
    DockerHttpClient http = connector.apply(silence);
    open.add(http);
    return http;
  }

  /**
   * Makes a call, and blocks until it is done.
   *
   * @param longer how much longer than usual it may take
   * @throws FleetException if it fails
   */
  <T> T make(CallKind kind, Duration longer, String doing, Function<DockerHttpClient, T> call) {
    for (int attempt = 1; ; attempt++) {
      // Of an engine that was restarted, all connections are dead that were kept for later.
      DockerHttpClient http = attempt == 1 ? kept(kind) : connector.apply(silence(kind));
      Exchange exchange = new Exchange(http);
      EngineFailure failure;
      try {
        return run(kind, longer, exchange, call);
      } catch (RuntimeException e) {
        failure = EngineFailure.of(kind, exchange.isSent(), e);
      } finally {
        hasAnswered |= exchange.isAnswered();
        if (attempt > 1) {
          close(http);
        }
      }
      if (attempt == ATTEMPTS || !hasAnswered || !failure.mayBeRepeated()) {
        throw failure.explain(doing);
      }
      LOG.debug("repeating call={} attempt={} failure={}", doing, attempt, failure.words());
      LockSupport.parkNanos(FIRST_PAUSE.toNanos() << (2 * (attempt - 1)));
    }
  }

  private DockerHttpClient kept(CallKind kind) {
    return kind == CallKind.READ ? looking.get() : working.get();
  }

  private Duration silence(CallKind kind) {
    return kind == CallKind.READ ? limits.look() : Duration.ZERO;
  }

  /** Only a stream ends when the thread is interrupted: half a change is worse than a late one. */
  private <T> T run(
      CallKind kind, Duration longer, Exchange exchange, Function<DockerHttpClient, T> call) {
    Future<T> answer = threads.submit(() -> call.apply(exchange));
    Deadline deadline = Deadline.in(limits.change().plus(longer));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(limits.look().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          if (kind == CallKind.STREAM) {
            throw new CancellationException("interrupted");
          }
        } catch (TimeoutException e) {
          requireLife(kind, deadline);
        }
      }
    } catch (ExecutionException e) {
      if (exchange.isSent() && Throwables.getRootCause(e) instanceof SocketTimeoutException) {
        throw EngineSilentException.altogether(limits.look());
      }
      throw unwrapped(e);
    } finally {
      if (!answer.isDone()) {
        answer.cancel(true);
        exchange.close();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A look has had its time; anything else goes on as long as the engine answers another call. */
  private void requireLife(CallKind kind, Deadline deadline) {
    if (kind == CallKind.READ || !isAlive()) {
      throw EngineSilentException.altogether(limits.look());
    }
    if (kind != CallKind.STREAM && deadline.isOver()) {
      throw EngineSilentException.toThisCall(deadline.length());
    }
  }

  /** Any answer will do. Over a new connection, since those that were kept may be dead. */
  private boolean isAlive() {
    DockerHttpClient http = connector.apply(limits.look());
    Future<?> ping = threads.submit(() -> http.execute(PING).close());
    try {
      Uninterruptibles.getUninterruptibly(ping, limits.look());
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw unwrapped(e);
    } finally {
      ping.cancel(true);
      close(http);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
    Throwables.throwIfUnchecked(thrown);
    return new IllegalStateException(thrown);
  }

  /** Ends all calls that are under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    open.forEach(Calls::close);
  }

  private static void close(DockerHttpClient http) {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Deadline(long nanos, Duration length) {
    static Deadline in(Duration length) {
      return new Deadline(System.nanoTime() + length.toNanos(), length);
    }

    boolean isOver() {
      return System.nanoTime() - nanos > 0;
    }
  }
}
