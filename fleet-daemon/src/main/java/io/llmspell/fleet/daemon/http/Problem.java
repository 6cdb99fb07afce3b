package io.llmspell.fleet.daemon.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why there is no better answer, as RFC 9457 has it.
 *
 * @param code the name of an {@link ErrorCode} or a {@link Refusal}, for programs
 * @param detail in words, for people
 */
public record Problem(int status, String code, String detail, Map<String, String> headers) {
  /** What answers of this kind are. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final int WAIT_SECONDS = 1;

  public Problem {
    headers = Map.copyOf(headers);
  }

  public static Problem of(Refusal refusal, String detail) {
    Map<String, String> headers =
        refusal.status() == Refusal.BUSY.status()
            ? Map.of("Retry-After", Integer.toString(WAIT_SECONDS))
            : Map.of();
    return new Problem(refusal.status(), refusal.name(), detail, headers);
  }

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code.httpStatus(), code.name(), detail, Map.of());
  }

  /** What a failure comes to. Of the daemon's own faults nothing is told but that. */
  public static Problem of(Exception failure) {
    if (failure instanceof ProblemException refused) {
      return refused.problem();
    }
    if (failure instanceof InterruptedException) {
      return of(ErrorCode.CANCELLED, "the daemon ends");
    }
    return failure instanceof FleetException e && e.code() != ErrorCode.INTERNAL
        ? of(e.code(), e.getMessage())
        : fault();
  }

  /** Something is wrong here, and not with the request. */
  public static Problem fault() {
    return of(ErrorCode.INTERNAL, "the daemon failed at this; its log says at what");
  }

  /** He asks too often, and may again after so long: a second at least. */
  public static Problem tooMany(Duration wait) {
    return of(Refusal.TOO_MANY_REQUESTS, "these are too many requests: wait")
        .with("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  /** Nobody knows who asks; he should have shown a token. */
  public static Problem unauthenticated(String detail) {
    return of(Refusal.UNAUTHENTICATED, detail)
        .with("WWW-Authenticate", "Bearer realm=\"docker-fleet\"");
  }

  Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, more);
  }

  /** As an answer. */
  public Reply reply(String path) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", "/docs#" + code);
    node.put("title", title());
    node.put("status", status);
    node.put("detail", detail);
    node.put("instance", path);
    node.put("code", code);
    return new Reply.Json(status, MEDIA_TYPE, headers, node);
  }

  private String title() {
    String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
