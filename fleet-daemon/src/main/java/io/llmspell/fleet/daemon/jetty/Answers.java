package io.llmspell.fleet.daemon.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmspell.fleet.daemon.http.Dispatcher;
import io.llmspell.fleet.daemon.http.Problem;
import io.llmspell.fleet.daemon.http.Reply;
import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends one answer with Jetty. */
final class Answers implements Dispatcher.Sender {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final OpenStreams streams;

  Answers(Request request, Response response, Callback callback, OpenStreams streams) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.streams = streams;
  }

  @Override
  public void send(Reply reply, Map<String, String> shared) {
    response.setStatus(reply.status());
    shared.forEach(this::header);
    reply.headers().forEach(this::header);
    header("X-Content-Type-Options", "nosniff");
    header("Cache-Control", "no-store");
    header("Referrer-Policy", "no-referrer");
    if (reply instanceof Reply.Json json) {
      whole(json.type(), JsonText.writePretty(json.body()));
    } else if (reply instanceof Reply.Text text) {
      whole(text.type(), text.body().getBytes(UTF_8));
    } else if (reply instanceof Reply.Stream stream && !HttpMethod.HEAD.is(request.getMethod())) {
      stream(stream);
    } else {
      callback.succeeded();
    }
  }

  private void header(String name, String value) {
    response.getHeaders().put(new HttpField(name, value));
  }

  private void whole(String type, byte[] body) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /**
   * Whoever reads no more is noticed when he is written to, or by {@link OpenStreams}. A failure
   * before the first byte is still answered as one.
   */
  private void stream(Reply.Stream stream) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, stream.type());
    Optional<Exception> failure = told(stream);
    if (failure.isPresent() && !response.isCommitted()) {
      response.reset();
      send(Problem.of(failure.get()).reply(request.getHttpURI().getPath()), Map.of());
    } else {
      failure.ifPresentOrElse(callback::failed, callback::succeeded);
    }
  }

  private Optional<Exception> told(Reply.Stream stream) {
    Runnable leave = streams.enter(request);
    try {
      OutputStream out = Content.Sink.asOutputStream(response);
      stream.teller().tell(out);
      out.close();
      return Optional.empty();
    } catch (IOException | InterruptedException | RuntimeException e) {
      return Optional.of(e);
    } finally {
      leave.run();
      Thread.interrupted();
    }
  }
}
