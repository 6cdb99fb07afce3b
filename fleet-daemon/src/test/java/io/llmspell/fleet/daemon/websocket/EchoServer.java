package io.llmspell.fleet.daemon.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/** Says on a {@code /…/channels} path what it was told: once as text, once as binary. */
final class EchoServer implements AutoCloseable {
  static final int THREADS = 8;
  private static final int LARGEST = 16 << 20;

  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
  private final Server server = new Server(threads);
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  EchoServer() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebSocketMappings mappings =
        new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
    server.setHandler(new Upgrade(mappings));
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  int threads() {
    return threads.getThreads();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Upgrade extends Handler.Abstract {
    private final WebSocketMappings mappings;

    Upgrade(WebSocketMappings mappings) {
      this.mappings = mappings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!Request.getPathInContext(request).endsWith("/channels")) {
        return false;
      }
      WebSocketNegotiator negotiator =
          (asked, answered, negotiated) -> {
            List<String> offered = asked.getSubProtocols();
            if (offered.contains("v1.kernel.websocket.jupyter.org")) {
              answered.setAcceptedSubProtocol("v1.kernel.websocket.jupyter.org");
            }
            answered.setExtensions(List.of());
            return new Echo();
          };
      Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();
      limits.setMaxFrameSize(LARGEST);
      limits.setAutoFragment(false);
      return mappings.upgrade(negotiator, request, response, callback, limits);
    }
  }

  /** Frames as they come: nothing has looked into them before. */
  private static final class Echo implements FrameHandler {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private CoreSession session;

    @SuppressWarnings("NullAway.Init") // set by the first call of all
    Echo() {}

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
      session = opened;
      callback.succeeded();
      session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      if (frame.isDataFrame()) {
        byte[] part = new byte[frame.getPayloadLength()];
        frame.getPayload().get(part);
        message.writeBytes(part);
        if (frame.isFin()) {
          answer(message.toByteArray());
          message.reset();
        }
      }
      callback.succeeded();
      session.demand();
    }

    private void answer(byte[] told) {
      session.sendFrame(new Frame(OpCode.TEXT, ByteBuffer.wrap(told)), Callback.NOOP, false);
      session.sendFrame(new Frame(OpCode.BINARY, ByteBuffer.wrap(told)), Callback.NOOP, false);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      callback.succeeded();
    }
  }
}
