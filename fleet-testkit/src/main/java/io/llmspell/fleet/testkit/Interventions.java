package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a test has ordered for operations to come, each once; guarded by the engine's lock. */
final class Interventions {
  private final Map<Operation, Deque<ErrorCode>> failures = new EnumMap<>(Operation.class);
  private final Map<Operation, Deque<Runnable>> doings = new EnumMap<>(Operation.class);

  void fail(Operation operation, int count, ErrorCode code) {
    Deque<ErrorCode> codes = failures.computeIfAbsent(operation, o -> new ArrayDeque<>());
    for (int i = 0; i < count; i++) {
      codes.add(code);
    }
  }

  void before(Operation operation, Runnable doing) {
    doings.computeIfAbsent(operation, o -> new ArrayDeque<>()).add(doing);
  }

  /** Does what is due at this operation, and fails if its turn to fail has come. */
  void at(Operation operation, String subject) {
    Runnable doing = next(doings, operation);
    if (doing != null) {
      doing.run();
    }
    ErrorCode code = next(failures, operation);
    if (code != null) {
      throw new FleetException(
          code, operation.verb() + " of " + subject + " failed, as the test ordered: try it again");
    }
  }

  private static <T> @Nullable T next(Map<Operation, Deque<T>> ordered, Operation operation) {
    Deque<T> due = ordered.get(operation);
    return due == null ? null : due.poll();
  }
}
