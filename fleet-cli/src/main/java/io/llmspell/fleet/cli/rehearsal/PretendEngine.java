package io.llmspell.fleet.cli.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * Answers looks, one after the other, on a socket of its own, in chunks as engines do. Can do
 * nothing else.
 */
public final class PretendEngine implements AutoCloseable {
  private static final int LONGEST_REQUEST = 16 * 1024;

  private final Path path;
  private final ServerSocketChannel socket;
  private final Map<String, String> answers;
  private final Thread thread = new Thread(this::serve, "pretend-engine");

  /**
   * Begins to listen.
   *
   * @param path of the socket, which must not be there yet
   * @param answers JSON, by what the path ends with; the longest counts
   */
  public PretendEngine(Path path, Map<String, String> answers) throws IOException {
    this.path = path.toAbsolutePath();
    this.answers = Map.copyOf(answers);
    this.socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(this.path));
    thread.setDaemon(true);
    thread.start();
  }

  /** For {@code DOCKER_HOST}. */
  public String address() {
    return "unix://" + path;
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel connection = socket.accept()) {
          byte[] answer = answer(request(connection)).getBytes(UTF_8);
          String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
          String chunk = Integer.toHexString(answer.length) + "\r\n";
          connection.write(
              new ByteBuffer[] {
                ByteBuffer.wrap((head + chunk).getBytes(UTF_8)),
                ByteBuffer.wrap(answer),
                ByteBuffer.wrap("\r\n0\r\n\r\n".getBytes(UTF_8))
              });
        }
      }
    } catch (AsynchronousCloseException e) {
      // The rehearsal is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String request(SocketChannel connection) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_REQUEST);
    String read = "";
    while (!read.contains("\r\n\r\n") && connection.read(buffer) > 0) {
      read = UTF_8.decode(buffer.duplicate().flip()).toString();
    }
    return read;
  }

  private String answer(String request) {
    String path = request.replaceFirst("^GET ", "").replaceFirst("(?s)[? ].*", "");
    return answers.entrySet().stream()
        .filter(answer -> path.endsWith(answer.getKey()))
        .max(Comparator.comparing(answer -> answer.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse("{}");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
