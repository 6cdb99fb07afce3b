package io.llmspell.fleet.docker.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP over a local engine's socket, one connection a request. A whole HTTP client reads trust
 * stores and lists of domains before its first byte, which is half of the time that a command like
 * {@code list} takes; a socket of this machine needs none of that, and costs next to nothing to
 * open. Thread-safe.
 *
 * <p>What shall be written while the answer is read ("hijacked input", in docker-java's words) is
 * sent after the request, and its end is passed on by closing that direction alone: docker-java's
 * own transports keep it open, so that a program which reads to the end never sees it.
 */
final class SocketTransport implements DockerHttpClient {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

  /** Engines want a Host, and do not look at it. */
  private static final HttpHost HOST = new HttpHost("localhost");

  private final String socket;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();
  private final HttpProcessor headers =
      HttpProcessorBuilder.create().addAll(new RequestTargetHost(), new RequestContent()).build();

  SocketTransport(Path socket) {
    this.socket = socket.toString();
  }

  /**
   * {@inheritDoc} Blocks until the answer begins.
   *
   * @throws UncheckedIOException if the engine can't be reached or breaks off
   */
  @Override
  public Response execute(Request request) {
    DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    try {
      Socket opened =
          request.hijackedInput() == null
              ? UnixSocket.get(socket)
              : new TwoWaySocket(Path.of(socket));
      connection.bind(opened);
      ClassicHttpRequest sent = translate(request);
      HttpCoreContext context = HttpCoreContext.create();
      executor.preProcess(sent, headers, context);
      Answer answer = new Answer(connection, executor.execute(sent, connection, context));
      if (request.hijackedInput() != null) {
        sendOn(request.hijackedInput(), opened);
      }
      return answer;
    } catch (IOException e) {
      connection.close(CloseMode.IMMEDIATE);
      throw new UncheckedIOException(e);
    } catch (HttpException e) {
      connection.close(CloseMode.IMMEDIATE);
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Ends with its input, or with the connection. */
  private static void sendOn(InputStream input, Socket socket) {
    Thread sender =
        new Thread(
            () -> {
              try {
                input.transferTo(socket.getOutputStream());
                socket.shutdownOutput();
              } catch (IOException e) {
                LOG.debug("input ended early failure={}", e.getMessage());
              }
            },
            "fleet-input");
    sender.setDaemon(true);
    sender.start();
  }

  private static ClassicHttpRequest translate(Request request) {
    ClassicHttpRequest translated = new BasicClassicHttpRequest(request.method(), request.path());
    translated.setScheme("http");
    translated.setAuthority(new URIAuthority(HOST));
    request.headers().forEach(translated::addHeader);
    if (request.bodyBytes() != null) {
      translated.setEntity(new ByteArrayEntity(request.bodyBytes(), null));
    } else if (request.body() != null) {
      translated.setEntity(new InputStreamEntity(request.body(), null));
    }
    return translated;
  }

  /** Nothing is kept open between requests. */
  @Override
  public void close() {}

  /** Its connection is closed with it, also from another thread, which ends a read under way. */
  private record Answer(DefaultBHttpClientConnection connection, ClassicHttpResponse response)
      implements Response {
    @Override
    public int getStatusCode() {
      return response.getCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Stream.of(response.getHeaders())
          .collect(
              Collectors.groupingBy(
                  Header::getName, Collectors.mapping(Header::getValue, Collectors.toList())));
    }

    @Override
    public InputStream getBody() {
      try {
        return response.getEntity() == null
            ? InputStream.nullInputStream()
            : response.getEntity().getContent();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      connection.close(CloseMode.IMMEDIATE);
    }
  }
}
