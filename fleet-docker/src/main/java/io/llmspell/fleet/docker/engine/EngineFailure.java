package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What a failed attempt at a call means.
 *
 * @param kind of the call
 * @param course how far it came
 * @param words what happened, and what to do: the end of "can't …: "
 * @param cause thrown by the transport, by docker-java or by the caller's own code
 */
record EngineFailure(
    CallKind kind, Course course, ErrorCode code, String words, RuntimeException cause) {

  /** How far a failed call came. */
  enum Course {
    /** It is no failure of the engine, and goes to the caller as it is. */
    OWN,
    /** The engine has not got it. */
    UNSENT,
    /** The engine has not done it, and says why. */
    REFUSED,
    /** The engine has not done it, and may do it at once if it is asked again. */
    BUSY,
    /** The connection broke: it may have been done. */
    CUT,
    /** No answer that tells: it may have been done, and asking again would tell no more. */
    UNCLEAR
  }

  /**
   * @param sent whether the engine may have got the call
   */
  static EngineFailure of(CallKind kind, boolean sent, RuntimeException thrown) {
    if (thrown instanceof DockerException e) {
      Refusal refusal = Refusal.of(kind, e);
      return new EngineFailure(kind, refusal.course(), refusal.code(), refusal.words(), e);
    }
    if (thrown instanceof DockerClientException) {
      Refusal refusal = Refusal.of(rootMessage(thrown));
      return new EngineFailure(kind, Course.REFUSED, refusal.code(), refusal.words(), thrown);
    }
    if (thrown instanceof EngineSilentException) {
      return unclear(kind, ErrorCode.ENGINE_SILENT, thrown);
    }
    if (thrown instanceof NoEngineException) {
      return unclear(kind, ErrorCode.ENGINE_ERROR, thrown);
    }
    if (thrown instanceof CancellationException) {
      return unclear(kind, ErrorCode.CANCELLED, thrown);
    }
    return find(thrown, JacksonException.class)
        .filter(e -> !(e instanceof JsonEOFException))
        .map(e -> of(kind, sent, new NoEngineException("something unreadable", thrown)))
        .or(() -> find(thrown, IOException.class).map(e -> broken(kind, sent, thrown)))
        .orElseGet(() -> new EngineFailure(kind, Course.OWN, ErrorCode.INTERNAL, "", thrown));
  }

  private static EngineFailure unclear(CallKind kind, ErrorCode code, RuntimeException thrown) {
    return new EngineFailure(
        kind, Course.UNCLEAR, code, String.valueOf(thrown.getMessage()), thrown);
  }

  private static EngineFailure broken(CallKind kind, boolean sent, RuntimeException thrown) {
    String how = rootMessage(thrown);
    if (sent) {
      return new EngineFailure(
          kind,
          Course.CUT,
          ErrorCode.ENGINE_UNAVAILABLE,
          "the engine broke off (" + how + "), as one does that is restarted",
          thrown);
    }
    boolean forbidden = how.equals(Exchange.FORBIDDEN);
    return new EngineFailure(
        kind,
        Course.UNSENT,
        forbidden ? ErrorCode.ENGINE_FORBIDDEN : ErrorCode.ENGINE_UNAVAILABLE,
        forbidden
            ? "you may not use the engine's socket: join its group, or use another engine through"
                + " DOCKER_HOST"
            : "the engine is not there (" + how + "): start it, or name another with DOCKER_HOST",
        thrown);
  }

  /** Whether the call may be made again, with no harm done if the engine has got this one. */
  boolean mayBeRepeated() {
    return switch (course) {
      case UNSENT -> code != ErrorCode.ENGINE_FORBIDDEN;
      case BUSY, CUT -> kind.isRepeatable();
      case OWN, REFUSED, UNCLEAR -> false;
    };
  }

  /**
   * The exception for the caller.
   *
   * @param doing what was being done, as the end of "can't …"
   */
  RuntimeException explain(String doing) {
    if (course == Course.OWN) {
      return cause;
    }
    boolean unknown = course == Course.CUT || course == Course.UNCLEAR;
    if (unknown && kind == CallKind.CHANGE_ONCE) {
      return new FleetException(
          ErrorCode.OUTCOME_UNKNOWN,
          "can't tell whether it came to this: "
              + doing
              + ": "
              + words
              + "; look before you do it again (`docker-fleet list`)",
          cause);
    }
    String advice = course == Course.CUT ? "; try again" : "";
    return new FleetException(code, "can't " + doing + ": " + words + advice, cause);
  }

  private static <T> Optional<T> find(Throwable thrown, Class<T> type) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
  }
}
