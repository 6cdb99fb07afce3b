package io.llmspell.fleet.daemon.jetty;

import io.llmspell.fleet.daemon.http.Dispatcher;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands requests on. */
final class Edge extends Handler.Abstract {
  private final Dispatcher dispatcher;
  private final OpenStreams streams;

  Edge(Dispatcher dispatcher, OpenStreams streams) {
    this.dispatcher = dispatcher;
    this.streams = streams;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    dispatcher.serve(new JettyVisit(request), new Answers(request, response, callback, streams));
    return true;
  }
}
