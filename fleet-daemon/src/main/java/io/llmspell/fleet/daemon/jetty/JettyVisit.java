package io.llmspell.fleet.daemon.jetty;

import io.llmspell.fleet.daemon.http.ProblemException;
import io.llmspell.fleet.daemon.http.Refusal;
import io.llmspell.fleet.daemon.http.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.URIUtil;

/** A request that Jetty has. */
final class JettyVisit implements Visit {
  private static final int PART_BYTES = 8 << 10;

  /** How long a body may take, however steadily it comes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Request request;

  JettyVisit(Request request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    try {
      String sent = Objects.requireNonNullElse(request.getHttpURI().getPath(), "");
      String path = URIUtil.decodePath(sent);
      boolean hasParameters = sent.contains(";");
      if (path.startsWith("/")
          && !hasParameters
          && path.chars().noneMatch(Character::isISOControl)) {
        return path;
      }
    } catch (RuntimeException e) {
      // what can't be decoded
    }
    throw ProblemException.malformed("the path is none");
  }

  @Override
  public Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        query.put(field.getName(), field.getValues());
      }
      return query;
    } catch (RuntimeException e) {
      throw ProblemException.malformed("what is behind the question mark can't be decoded");
    }
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  @Override
  public InetAddress from() {
    return address(request.getConnectionMetaData().getRemoteSocketAddress());
  }

  @Override
  public InetAddress at() {
    return address(request.getConnectionMetaData().getLocalSocketAddress());
  }

  private static InetAddress address(SocketAddress address) {
    return ((InetSocketAddress) address).getAddress();
  }

  @Override
  public byte[] body(int most) {
    if (request.getLength() > most) {
      throw tooLarge(most);
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] part = new byte[PART_BYTES];
      long begun = System.nanoTime();
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        body.write(part, 0, read);
        if (body.size() > most) {
          throw tooLarge(most);
        }
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw tooSlow();
        }
      }
      return body.toByteArray();
    } catch (IOException e) {
      throw e.getCause() instanceof TimeoutException
          ? tooSlow()
          : ProblemException.malformed("the body did not come whole");
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ProblemException.malformed("the body can't be read");
    }
  }

  private static ProblemException tooSlow() {
    return new ProblemException(Refusal.TOO_SLOW, "the body did not come in time");
  }

  private static ProblemException tooLarge(int most) {
    return new ProblemException(
        Refusal.TOO_LARGE, "a body may have " + most + " bytes, and this one has more");
  }
}
