package io.llmspell.fleet.daemon;

import io.llmspell.fleet.daemon.api.Api;
import io.llmspell.fleet.daemon.api.Backing;
import io.llmspell.fleet.daemon.http.Dispatcher;
import io.llmspell.fleet.daemon.http.Dispatcher.Bounds;
import io.llmspell.fleet.daemon.http.Gate;
import io.llmspell.fleet.daemon.http.Neighbours;
import io.llmspell.fleet.daemon.http.Route;
import io.llmspell.fleet.daemon.http.Router;
import io.llmspell.fleet.daemon.jetty.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The one address at which a fleet answers: a list of parts, and no more. Thread-safe. */
public final class Daemon implements AutoCloseable {
  /** Where it is if nothing is said. */
  public static final int PORT = 9550;

  private final Api api;
  private final HttpServer server;

  private Daemon(Api api, HttpServer server) {
    this.api = api;
    this.server = server;
  }

  /**
   * How it answers.
   *
   * @param address port 0 is any that is free
   * @param neighbours by which names it may be called, and which pages may call it
   * @param bounds how much at a time
   * @param version the program's
   */
  public record Settings(
      InetSocketAddress address, Neighbours neighbours, Bounds bounds, String version) {
    /** On loopback, for nobody but this machine. */
    public static Settings local(int port, String version) {
      return new Settings(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          Neighbours.NONE,
          Bounds.DEFAULT,
          version);
    }
  }

  /**
   * Answers from now on.
   *
   * @param backing is not closed with the daemon
   * @throws io.llmspell.fleet.error.FleetException with {@code CONFLICT} if it can't listen there
   */
  public static Daemon start(Settings settings, Backing backing, Gate gate) {
    Api api = new Api(backing, settings.version());
    Dispatcher dispatcher =
        new Dispatcher(
            new Router(api.routes()),
            gate,
            settings.neighbours(),
            settings.bounds(),
            backing.clock());
    try {
      return new Daemon(api, HttpServer.start(settings.address(), dispatcher, settings.bounds()));
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** All that it answers. */
  public List<Route> routes() {
    return api.routes();
  }

  /** Ends all answers, those that go on too. Blocks for seconds at most; kernels go on. */
  @Override
  public void close() {
    server.close();
    api.close();
  }
}
