package io.llmspell.fleet.daemon.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.daemon.access.Role;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.daemon.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** All that can be asked of a daemon. */
public final class Api implements AutoCloseable {
  private static final int THREADS = 64;
  private static final int IDLE_SECONDS = 10;

  /** The page has nothing but its own style. */
  private static final String NOTHING_FOREIGN =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

  private final ExecutorService waits = threads("kernel-wait", THREADS);
  private final ExecutorService runs = threads("kernel-exec", THREADS);
  private final List<Route> routes = new ArrayList<>();

  /**
   * For one fleet.
   *
   * @param version the program's, for its description
   */
  public Api(Backing backing, String version) {
    Sight sight = new Sight(backing);
    routes.addAll(new FleetRoutes(backing, sight).routes());
    routes.addAll(new KernelRoutes(backing, sight).routes());
    routes.addAll(new SpawnRoutes(backing, sight, waits).routes());
    routes.addAll(new InsideRoutes(backing, sight, runs).routes());
    routes.addAll(new ServiceRoutes(backing, sight).routes());
    routes.add(new EventRoute(backing).route());
    routes.add(
        Route.get("/openapi.json", "getOpenApi")
            .summary("This description, for programs")
            .needs(Role.ANYBODY)
            .answersIn(200, "application/json", "OpenAPI 3.1")
            .by(call -> Reply.of(200, describe(version))));
    routes.add(
        Route.get("/docs", "getDocs")
            .summary("This description, for people")
            .needs(Role.ANYBODY)
            .answersIn(200, "text/html; charset=utf-8", "A page")
            .by(call -> page()));
  }

  private ObjectNode describe(String version) {
    return OpenApi.of(routes, version);
  }

  private Reply page() {
    return new Reply.Text(
        200,
        "text/html; charset=utf-8",
        Map.of("Content-Security-Policy", NOTHING_FOREIGN),
        DocsPage.of(routes));
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  /**
   * Waits for nothing any more. Kernels that were made and do not answer yet go on; so do programs
   * that somebody ran.
   */
  @Override
  public void close() {
    waits.shutdownNow();
    runs.shutdownNow();
  }

  private static ExecutorService threads(String name, int most) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
