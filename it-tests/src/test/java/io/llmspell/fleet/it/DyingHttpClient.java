package io.llmspell.fleet.it;

import com.github.dockerjava.transport.DockerHttpClient;
import io.llmspell.fleet.testkit.Died;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine's edge of a process that dies: after so many requests that change something, no
 * request gets through any more, so that nothing is undone either.
 */
final class DyingHttpClient implements DockerHttpClient {
  private final DockerHttpClient engine;
  private final AtomicInteger changesLeft;

  DyingHttpClient(DockerHttpClient engine, int changes) {
    this.engine = engine;
    this.changesLeft = new AtomicInteger(changes);
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
