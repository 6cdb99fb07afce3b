package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.net.SocketException;
import java.util.function.Supplier;

/** What a failed call to an engine means. */
final class EngineFailure {
  private static final int FORBIDDEN = 403;
  private static final int BAD_REQUEST = 400;

  private EngineFailure() {}

  static <T> T translate(String doing, Supplier<T> call) {
    try {
      return call.get();
    } catch (FleetException e) {
      throw e;
    } catch (DockerException e) {
      throw new FleetException(code(e), "can't " + doing + ": " + reason(e), e);
    } catch (DockerClientException e) {
      throw new FleetException(ErrorCode.ENGINE_ERROR, "can't " + doing + ": " + rootMessage(e), e);
    } catch (RuntimeException e) {
      if (has(e, JacksonException.class)) {
        throw new FleetException(
            ErrorCode.ENGINE_ERROR,
            "can't " + doing + ": what answers there is no container engine",
            e);
      }
      if (has(e, IOException.class)) {
        throw new FleetException(
            ErrorCode.ENGINE_UNAVAILABLE,
            "can't " + doing + ": the engine does not answer (" + rootMessage(e) + ")",
            e);
      }
      throw e;
    }
  }

  private static ErrorCode code(DockerException e) {
    if (e instanceof NotFoundException) {
      return ErrorCode.NOT_FOUND;
    }
    if (e instanceof ConflictException || PodmanCause.isConflict(answer(e, "cause"))) {
      return ErrorCode.CONFLICT;
    }
    if (e instanceof UnauthorizedException || e.getHttpStatus() == FORBIDDEN) {
      return ErrorCode.ENGINE_FORBIDDEN;
    }
    return e.getHttpStatus() == BAD_REQUEST ? ErrorCode.INVALID_FILE : ErrorCode.ENGINE_ERROR;
  }

  private static String reason(DockerException e) {
    String message = answer(e, "message");
    return message.isEmpty() ? String.valueOf(e.getMessage()) : message;
  }

  /** The engine's own words, out of the JSON that it wraps them in; empty if it does not. */
  private static String answer(DockerException e, String field) {
    String text = String.valueOf(e.getMessage());
    int json = text.indexOf('{');
    try {
      return json < 0 ? "" : new ObjectMapper().readTree(text.substring(json)).path(field).asText();
    } catch (IOException notJson) {
      return "";
    }
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> cause) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (cause.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof SocketException && root.getMessage() != null
        ? root.getMessage()
        : root.toString();
  }
}
