package io.llmspell.fleet.it;

import com.github.dockerjava.transport.DockerHttpClient;
import io.llmspell.fleet.testkit.Died;
import java.io.IOException;

/** The engine's edge of a process that dies: from some moment on, no request gets through. */
final class DyingHttpClient implements DockerHttpClient {
  private final DockerHttpClient engine;
  private final Life life;

  private DyingHttpClient(DockerHttpClient engine, Life life) {
    this.engine = engine;
    this.life = life;
  }

  @Override
  public Response execute(Request request) {
    life.requireFor(request.method());
    return engine.execute(request);
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }

  /**
   * Of one process, over all of its connections: it ends with the attempt to change one thing more
   * than it may, so that nothing is undone either.
   */
  static final class Life {
    private int changesLeft;
    private boolean over;

    Life(int changes) {
      this.changesLeft = changes;
    }

    DockerHttpClient around(DockerHttpClient engine) {
      return new DyingHttpClient(engine, this);
    }

    synchronized boolean isOver() {
      return over;
    }

    private synchronized void requireFor(String method) {
      boolean changes = !method.equals("GET") && !method.equals("HEAD");
      over |= changes && changesLeft == 0;
      if (over) {
        throw new Died();
      }
      if (changes) {
        changesLeft--;
      }
    }
  }
}
