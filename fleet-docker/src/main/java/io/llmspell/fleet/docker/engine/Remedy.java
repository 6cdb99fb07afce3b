package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an engine tells in words only, under a status that other failures have as well; the words
 * are those of Docker 20.10 to 28 and of runc. The first that fits counts.
 */
enum Remedy {
  DISK_FULL(
      "no space left on device|disk quota exceeded",
      ErrorCode.DISK_FULL,
      "the engine's disk is full: `docker system df` shows what fills it"),
  NO_SUCH_PROGRAM(
      "executable file not found|exec: .*no such file or directory",
      ErrorCode.INVALID_FILE,
      "its command or entrypoint names a program that the image does not have"),
  NOT_EXECUTABLE(
      "exec: .*permission denied",
      ErrorCode.INVALID_FILE,
      "its command or entrypoint names a file that its user may not execute"),
  NO_SUCH_USER(
      "unable to find user|no matching entries in (passwd|group) file",
      ErrorCode.INVALID_FILE,
      "its `user` is not in the image: name one by its number"),
  IN_USE(
      "has active endpoints|volume is in use|is being used|already exists in network",
      ErrorCode.CONFLICT,
      "end what uses it first"),
  TLS_WANTED(
      "HTTP request to an HTTPS server",
      ErrorCode.USAGE,
      "set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with its certificates"),
  OTHER_VERSION(
      "client version .* is too (old|new)",
      ErrorCode.UNSUPPORTED,
      "the engine was replaced meanwhile: call again"),
  SHUTTING_DOWN(
      "shutting down|shutdown in progress",
      ErrorCode.ENGINE_UNAVAILABLE,
      "the engine is being stopped: try again when it is back"),
  CONTAINERD_GONE(
      "containerd.*(connection refused|no such file)",
      ErrorCode.ENGINE_ERROR,
      "the engine has lost its containerd: restart the engine");

  private final Pattern words;
  private final ErrorCode code;
  private final String advice;

  Remedy(String words, ErrorCode code, String advice) {
    this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    this.code = code;
    this.advice = advice;
  }

  /** What the engine's words are about, if that is known. */
  static Optional<Remedy> of(String reason) {
    return Arrays.stream(values()).filter(r -> r.words.matcher(reason).find()).findFirst();
  }

  ErrorCode code() {
    return code;
  }

  String advice() {
    return advice;
  }
}
