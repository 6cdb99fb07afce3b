package io.llmspell.fleet.daemon.jetty;

import io.llmspell.fleet.daemon.http.Problem;
import io.llmspell.fleet.daemon.http.Refusal;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses itself: requests that are no HTTP, or whose path means several things.
 * Nothing of its own texts is told.
 */
final class Malformed implements Request.Handler {
  private final OpenStreams streams;

  Malformed(OpenStreams streams) {
    this.streams = streams;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        switch (status) {
          case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 -> refused(HttpStatus.BAD_REQUEST_400);
          default -> HttpStatus.isClientError(status) ? refused(status) : Problem.fault();
        };
    new Answers(request, response, callback, streams).send(problem.reply("/"), Map.of());
    return true;
  }

  private static Problem refused(int status) {
    return new Problem(
        status, Refusal.MALFORMED.name(), "this is no request that is served", Map.of());
  }
}
