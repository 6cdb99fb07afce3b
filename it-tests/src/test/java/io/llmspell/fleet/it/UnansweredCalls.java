package io.llmspell.fleet.it;

import io.llmspell.fleet.testkit.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Calls that an engine still works on for a client that has died. Its end of the connection stays
 * open until then, which {@code ss} shows; over TCP nobody can tell.
 */
final class UnansweredCalls {
  private static final String ENGINES_END = "docker.sock";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private UnansweredCalls() {}

  /** Waits until the engine has done all that the dead have asked it for. */
  static void awaitNone() {
    Eventually.see(PATIENCE, UnansweredCalls::all, List::isEmpty);
  }

  private static List<String> all() {
    Run sockets = Run.of(Path.of("."), Map.of(), "", List.of("ss", "--unix", "--no-header"));
    return sockets.succeeded().out().lines().filter(UnansweredCalls::isUnanswered).toList();
  }

  /** Kind, state, two queue lengths, the end's path and number, the other end's. */
  private static boolean isUnanswered(String socket) {
    List<String> fields = List.of(socket.strip().split("\\s+"));
    return fields.size() >= 8
        && fields.get(1).equals("ESTAB")
        && fields.get(4).endsWith(ENGINES_END)
        && fields.get(7).equals("0");
  }
}
