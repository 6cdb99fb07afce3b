package io.llmspell.fleet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ConnectionInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connection files as the fake kernels write them: one value a line, and a last line {@code end}.
 */
final class ConnectionText {
  private static final String END = "end";
  private static final int LINES = 10;

  private ConnectionText() {}

  static byte[] encode(ConnectionInfo connection) {
    return String.join(
            "\n",
            connection.ip(),
            Integer.toString(connection.shell()),
            Integer.toString(connection.iopub()),
            Integer.toString(connection.stdin()),
            Integer.toString(connection.control()),
            Integer.toString(connection.heartbeat()),
            connection.key(),
            connection.signatureScheme(),
            connection.kernelName().orElse(""),
            END)
        .getBytes(UTF_8);
  }

  static ConnectionInfo decode(byte[] content) {
    List<String> lines = List.of(new String(content, UTF_8).split("\n", -1));
    if (lines.size() != LINES || !lines.get(LINES - 1).equals(END)) {
      throw invalid(null);
    }
    try {
      return new ConnectionInfo(
          lines.get(0),
          Integer.parseInt(lines.get(1)),
          Integer.parseInt(lines.get(2)),
          Integer.parseInt(lines.get(3)),
          Integer.parseInt(lines.get(4)),
          Integer.parseInt(lines.get(5)),
          lines.get(6),
          lines.get(7),
          Optional.of(lines.get(8)).filter(name -> !name.isEmpty()));
    } catch (NumberFormatException e) {
      throw invalid(e);
    }
  }

  private static FleetException invalid(@Nullable Throwable cause) {
    return new FleetException(
        ErrorCode.INVALID_FILE,
        "this is not a connection file of a fake kernel: wait until it is written whole",
        cause);
  }
}
