package io.llmspell.fleet.docker;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port that is taken on the host, which an engine finds out only when it starts the container,
 * and tells only in words: {@code Bind for 127.0.0.1:9555 failed: port is already allocated},
 * {@code listen tcp4 127.0.0.1:9555: bind: address already in use}, or, as of Engine 28, {@code
 * failed to bind host port for 127.0.0.1:9555:172.17.0.2:9555/tcp: address already in use}.
 */
final class TakenPort {
  private static final Pattern WORDS =
      Pattern.compile(
          "(?<=:)(\\d{1,5})(?= failed: port is already allocated|: bind: address already in use)"
              + "|host port (?:for )?(?:\\[[^]]*]|[\\d.]*):(\\d{1,5})[:/].*address already in use");

  private TakenPort() {}

  /** The port that this failure is about, if it is about one. */
  static Optional<Integer> in(RuntimeException failure) {
    Matcher matcher = WORDS.matcher(String.valueOf(failure.getMessage()));
    return matcher.find()
        ? Optional.ofNullable(matcher.group(1))
            .or(() -> Optional.of(matcher.group(2)))
            .map(Integer::valueOf)
        : Optional.empty();
  }

  static FleetException conflict(String name, int port, RuntimeException cause) {
    return new FleetException(
        ErrorCode.CONFLICT,
        "port "
            + port
            + ", which "
            + name
            + " publishes, is taken on the host: end what listens"
            + " there, or publish another port",
        cause);
  }
}
