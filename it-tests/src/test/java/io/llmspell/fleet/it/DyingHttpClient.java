package io.llmspell.fleet.it;

import com.github.dockerjava.transport.DockerHttpClient;
import io.llmspell.fleet.testkit.Died;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The engine's edge of a process that dies: after so many requests that change something, no
 * request gets through any more, so that nothing is undone either.
 */
final class DyingHttpClient implements DockerHttpClient {
  private final DockerHttpClient engine;
  private final AtomicInteger changesLeft;

  private DyingHttpClient(DockerHttpClient engine, AtomicInteger changesLeft) {
    this.engine = engine;
    this.changesLeft = changesLeft;
  }

  /** Around all of a process's connections. */
  static UnaryOperator<DockerHttpClient> after(int changes) {
    AtomicInteger left = new AtomicInteger(changes);
    return engine -> new DyingHttpClient(engine, left);
  }

  @Override
  public Response execute(Request request) {
    boolean changes = !request.method().equals("GET") && !request.method().equals("HEAD");
    int left = changes ? changesLeft.getAndDecrement() : changesLeft.get();
    if (left < 0 || (changes && left == 0)) {
      changesLeft.set(-1);
      throw new Died();
    }
    return engine.execute(request);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
