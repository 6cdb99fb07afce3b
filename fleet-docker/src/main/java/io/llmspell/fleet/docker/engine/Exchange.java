package io.llmspell.fleet.docker.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.google.common.base.Ascii;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one call, over a transport that it shares with others: knows how far the request
 * has come, and can be given up from another thread.
 */
final class Exchange implements DockerHttpClient {
  static final String FORBIDDEN = "Permission denied";

  /** What opening a Unix socket says, and writing to one never does. */
  private static final Set<String> UNOPENED = Set.of("No such file or directory", FORBIDDEN);

  private final DockerHttpClient http;
  private final ConcurrentLinkedQueue<Response> answers = new ConcurrentLinkedQueue<>();
  private volatile boolean sent;
  private volatile boolean abandoned;

  Exchange(DockerHttpClient http) {
    this.http = http;
  }

  /** Whether the engine may have got the request. */
  boolean isSent() {
    return sent;
  }

  /** Whether an answer has begun at least. */
  boolean isAnswered() {
    return !answers.isEmpty();
  }

  @Override
  public Response execute(Request request) {
    sent = true;
    Response response;
    try {
      response = http.execute(request);
    } catch (RuntimeException e) {
      sent = !isBeforeSending(e);
      throw e;
    }
    answers.add(response);
    if (abandoned) {
      response.close();
    }
    requireEngine(response);
    return response;
  }

  /** Gives it up: whoever reads the answer fails. The transport stays open. */
  @Override
  public void close() {
    abandoned = true;
    answers.forEach(Response::close);
  }

  /** A page for people comes from a portal or a proxy, and says nothing about containers. */
  private static void requireEngine(Response response) {
    String type = Objects.requireNonNullElse(response.getHeader("Content-Type"), "");
    if (Ascii.toLowerCase(type).startsWith("text/html") && response.getStatusCode() < 300) {
      response.close();
      throw new NoEngineException("a web page", null);
    }
  }

  private static boolean isBeforeSending(Throwable thrown) {
    for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof UnknownHostException
          || t instanceof NoRouteToHostException
          || (t instanceof SocketException && UNOPENED.contains(String.valueOf(t.getMessage())))) {
        return true;
      }
    }
    return false;
  }
}
