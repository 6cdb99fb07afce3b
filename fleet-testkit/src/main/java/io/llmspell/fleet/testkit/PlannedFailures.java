package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** The failures that a test has ordered; guarded by the engine's lock. */
final class PlannedFailures {
  private final Map<Operation, Deque<ErrorCode>> planned = new EnumMap<>(Operation.class);

  void add(Operation operation, int count, ErrorCode code) {
    Deque<ErrorCode> codes = planned.computeIfAbsent(operation, o -> new ArrayDeque<>());
    for (int i = 0; i < count; i++) {
      codes.add(code);
    }
  }

  /** Fails if this operation's turn to fail has come. */
  void check(Operation operation, String subject) {
    Deque<ErrorCode> codes = planned.get(operation);
    ErrorCode code = codes == null ? null : codes.poll();
    if (code != null) {
      throw new FleetException(
          code, operation.verb() + " of " + subject + " failed, as the test ordered: try it again");
    }
  }
}
