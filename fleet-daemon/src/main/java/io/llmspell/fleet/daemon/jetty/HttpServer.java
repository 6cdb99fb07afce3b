package io.llmspell.fleet.daemon.jetty;

import io.llmspell.fleet.daemon.http.Dispatcher;
import io.llmspell.fleet.daemon.http.Dispatcher.Bounds;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server at one address. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  private static final int FEWEST_THREADS = 4;

  /** Beside those that work or stream: for looks, for the network, and for refusals. */
  private static final int FURTHER_THREADS = 32;

  private static final int IDLE_MILLIS = 30_000;
  private static final int STOP_MILLIS = 3_000;
  private static final int HEADER_BYTES = 16 << 10;

  private final Server server;
  private final ServerConnector connector;
  private final OpenStreams streams = new OpenStreams();

  private HttpServer(InetSocketAddress address, Dispatcher dispatcher, Bounds bounds) {
    QueuedThreadPool threads =
        new QueuedThreadPool(FURTHER_THREADS + bounds.work() + bounds.streams(), FEWEST_THREADS);
    threads.setName("http");
    threads.setStopTimeout(STOP_MILLIS);
    server = new Server(threads);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(address.getAddress().getHostAddress());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.setHandler(new Edge(dispatcher, streams));
    server.setErrorHandler(new Malformed(streams));
    server.setStopTimeout(0);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    return configuration;
  }

  /**
   * Serves from now on.
   *
   * @param address port 0 is any that is free
   * @param bounds the dispatcher's
   * @throws FleetException with {@code CONFLICT} if it can't listen there
   */
  public static HttpServer start(InetSocketAddress address, Dispatcher dispatcher, Bounds bounds) {
    HttpServer http = new HttpServer(address, dispatcher, bounds);
    try {
      http.server.start();
      http.streams.watch(http.connector.getScheduler());
      return http;
    } catch (IOException e) {
      http.close();
      throw new FleetException(
          ErrorCode.CONFLICT, "can't listen at " + address + ": " + e.getMessage(), e);
    } catch (Exception e) {
      http.close();
      throw new FleetException(ErrorCode.INTERNAL, "the HTTP server did not start: " + e, e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /** Ends all connections. Blocks until what is being answered has ended, for seconds at most. */
  @Override
  public void close() {
    streams.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new FleetException(ErrorCode.INTERNAL, "the HTTP server did not end: " + e, e);
    }
  }
}
