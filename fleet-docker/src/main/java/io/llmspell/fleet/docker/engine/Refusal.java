package io.llmspell.fleet.docker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.exception.DockerException;
import com.google.common.base.Ascii;
import io.llmspell.fleet.docker.engine.EngineFailure.Course;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** An answer that says no: read from its status, and from what the engine tells in words only. */
record Refusal(Course course, ErrorCode code, String words) {
  private static final Pattern TRY_AGAIN =
      Pattern.compile("try again|temporarily unavailable", Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_IMAGE =
      Pattern.compile("no such image|image not known", Pattern.CASE_INSENSITIVE);

  /** What Podman says when a container ends while it looks at it: the next look is another. */
  private static final Pattern ENDED_MEANWHILE =
      Pattern.compile("/proc/\\d+/\\S*: no such (process|file)", Pattern.CASE_INSENSITIVE);

  /** What an engine says of a path that it does not know, which is not about a container. */
  private static final String NO_SUCH_CALL = "page not found";

  /** A proxy's page can be long; its beginning says which one it is. */
  private static final int LINE = 200;

  static Refusal of(CallKind kind, DockerException e) {
    Optional<String> reason = reason(e);
    int status = e.getHttpStatus();
    if (reason.isEmpty()) {
      String shown = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
      return new Refusal(
          course(kind, status, ""), strangers(status), Ascii.truncate(shown, LINE, "…"));
    }
    if (status == 404 && kind != CallKind.READ && NO_IMAGE.matcher(reason.get()).find()) {
      return new Refusal(
          Course.REFUSED,
          ErrorCode.IMAGE_UNAVAILABLE,
          reason.get() + "; it was removed meanwhile: `up` gets it again");
    }
    ErrorCode code =
        PodmanCause.code(field(e, "cause"), reason.get())
            .orElseGet(() -> engines(status, reason.get()));
    return of(reason.get(), course(kind, status, reason.get()), code);
  }

  /** A failure that is told in the course of an answer. */
  static Refusal of(String reason) {
    return of(reason, Course.REFUSED, ErrorCode.ENGINE_ERROR);
  }

  private static Refusal of(String reason, Course course, ErrorCode code) {
    return Remedy.of(reason)
        .map(r -> new Refusal(course, r.code(), reason + "; " + r.advice()))
        .orElseGet(() -> new Refusal(course, code, reason));
  }

  private static Course course(CallKind kind, int status, String reason) {
    return switch (status) {
      case 429, 503 -> Course.BUSY;
      // A proxy that got no answer does not know what the engine has done.
      case 502, 504 -> Course.CUT;
      default -> status >= 500 && isMomentary(kind, reason) ? Course.BUSY : Course.REFUSED;
    };
  }

  private static boolean isMomentary(CallKind kind, String reason) {
    return TRY_AGAIN.matcher(reason).find()
        || (kind == CallKind.READ && ENDED_MEANWHILE.matcher(reason).find());
  }

  private static ErrorCode engines(int status, String reason) {
    return switch (status) {
      case 400 -> ErrorCode.INVALID_FILE;
      case 404 -> reason.equals(NO_SUCH_CALL) ? ErrorCode.UNSUPPORTED : ErrorCode.NOT_FOUND;
      case 409 -> ErrorCode.CONFLICT;
      default -> strangers(status);
    };
  }

  /** That something is not found or taken, only an engine can say. */
  private static ErrorCode strangers(int status) {
    return status == 401 || status == 403 ? ErrorCode.ENGINE_FORBIDDEN : ErrorCode.ENGINE_ERROR;
  }

  /** The engine's own words, out of the JSON that it wraps them in; empty if it does not. */
  private static Optional<String> reason(DockerException e) {
    return Optional.of(field(e, "message")).filter(message -> !message.isEmpty());
  }

  private static String field(DockerException e, String name) {
    String text = String.valueOf(e.getMessage());
    int json = text.indexOf('{');
    try {
      return json < 0
          ? ""
          : JsonText.read(text.substring(json).getBytes(UTF_8)).path(name).asText().strip();
    } catch (IOException notJson) {
      return "";
    }
  }
}
