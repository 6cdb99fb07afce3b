package io.llmspell.fleet.daemon.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request as it came, before anybody has looked at it. For one thread. */
public interface Visit {

  /** As it was sent, so in any letters: {@code GET}. */
  String method();

  /**
   * Decoded, without the query, beginning with a slash.
   *
   * @throws ProblemException with {@code MALFORMED} if it can't be decoded
   */
  String path();

  /**
   * The parameters behind the question mark, decoded.
   *
   * @throws ProblemException with {@code MALFORMED} if they can't be decoded
   */
  Map<String, List<String>> query();

  /** The value of a header, whatever letters its name has; the first if there are several. */
  Optional<String> header(String name);

  /** Who is at the other end of the connection. */
  InetAddress from();

  /** At which of this machine's addresses he is. */
  InetAddress at();

  /**
   * The body. Blocks until it has come.
   *
   * @param most how many bytes it may have
   * @throws ProblemException with {@code TOO_LARGE} if it has more, with {@code MALFORMED} if it
   *     does not come whole
   */
  byte[] body(int most);
}
