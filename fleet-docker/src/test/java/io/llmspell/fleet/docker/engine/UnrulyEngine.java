package io.llmspell.fleet.docker.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * An engine that misbehaves as a test says, down to the bytes of its answers. Each path is answered
 * by its behaviours in turn, and by the last of them from then on.
 */
public final class UnrulyEngine implements AutoCloseable {
  private static final String VERSION =
      "{\"Version\":\"99.1\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}";

  private final ServerSocketChannel server;
  private final URI uri;
  private final Map<String, Deque<Behaviour>> behaviours = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);

  private UnrulyEngine(ServerSocketChannel server, URI uri) {
    this.server = server;
    this.uri = uri;
    on("/version", Behaviour.json(200, VERSION)).on("/_ping", Behaviour.json(200, "OK"));
    daemon(this::accept);
  }

  /** On a loopback port. */
  public static UnrulyEngine onTcp() {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      return new UnrulyEngine(server, URI.create("tcp://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** On a Unix socket in this folder. */
  public static UnrulyEngine onSocket(Path folder) {
    try {
      Path path = folder.resolve("engine.sock");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      return new UnrulyEngine(server, URI.create("unix://" + path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These very bytes, and nothing more until the engine ends: what a paused one does. */
  public Behaviour silentAfter(String bytes) {
    return connection -> {
      Behaviour.write(connection, bytes);
      awaitEnd();
      return false;
    };
  }

  /** Answers so, but not before the latch is open. */
  public Behaviour after(CountDownLatch latch, Behaviour behaviour) {
    return connection -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return behaviour.answer(connection);
    };
  }

  /** Answers a path, given without the API version and the query. */
  public UnrulyEngine on(String path, Behaviour... inTurn) {
    behaviours.put(path, new ArrayDeque<>(Arrays.asList(inTurn)));
    return this;
  }

  /** Where it listens. */
  public EngineEndpoint endpoint() {
    return new EngineEndpoint(uri, "DOCKER_HOST", true, Optional.empty());
  }

  /** How often this path was asked for. */
  public int requests(String path) {
    return (int) requests.stream().filter(path::equals).count();
  }

  /** Closes all connections, as an engine does that is restarted; new ones are welcome. */
  public void dropConnections() {
    connections.forEach(UnrulyEngine::close);
  }

  /** Goes away. */
  @Override
  public void close() {
    ended.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    dropConnections();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel connection) {
    try (connection;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(connection), StandardCharsets.ISO_8859_1))) {
      boolean kept = true;
      while (kept) {
        List<String> head = head(in);
        if (head.isEmpty()) {
          return;
        }
        skipBody(head, in);
        String path =
            head.get(0)
                .split(" ", -1)[1]
                .replaceFirst("\\?.*", "")
                .replaceFirst("^/v[0-9.]+/", "/");
        requests.add(path);
        kept = next(path).answer(connection);
      }
    } catch (IOException closed) {
      return;
    } finally {
      connections.remove(connection);
    }
  }

  private Behaviour next(String path) {
    Deque<Behaviour> left = behaviours.get(path);
    if (left == null) {
      return Behaviour.json(501, "{\"message\":\"no answer for " + path + "\"}");
    }
    synchronized (left) {
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }

  private static List<String> head(BufferedReader in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static void skipBody(List<String> head, BufferedReader in) throws IOException {
    int length =
        head.stream()
            .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .sum();
    for (int i = 0; i < length; i++) {
      in.read();
    }
    if (head.stream().anyMatch(line -> line.equalsIgnoreCase("transfer-encoding: chunked"))) {
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        for (int i = 0; i < size + 2; i++) {
          in.read();
        }
      }
      in.readLine();
    }
  }

  private static int chunk(BufferedReader in) throws IOException {
    String size = in.readLine();
    return size == null ? 0 : Integer.parseInt(size.strip(), 16);
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(SocketChannel connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "unruly-engine");
    thread.setDaemon(true);
    thread.start();
  }
}
