package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which engines were looked for, in which order, and which one is used.
 *
 * @param attempts in their order, up to the one that answered
 * @param untried what is there as well, and comes later
 */
record CandidatesCheck(List<Attempt> attempts, List<EngineEndpoint> untried) implements Check {

  /**
   * What came of one place.
   *
   * @param answer what the engine is, if it answered
   * @param failure why it can't be used, if it did not
   */
  record Attempt(EngineEndpoint place, Optional<String> answer, Optional<FleetException> failure) {}

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    boolean found = attempts.stream().anyMatch(a -> a.answer().isPresent());
    if (attempts.isEmpty()) {
      findings.add(
          Finding.problem(
              name(),
              ErrorCode.ENGINE_UNAVAILABLE,
              "no engine: neither DOCKER_HOST nor a Docker context names one, and none of the usual"
                  + " sockets is there",
              "start Docker, or name an engine with DOCKER_HOST (Debian, Ubuntu: `make engine`"
                  + " installs one)"));
    }
    for (Attempt attempt : attempts) {
      attempt.failure().ifPresent(failure -> findings.add(failed(attempt.place(), failure, found)));
      attempt
          .answer()
          .ifPresent(answer -> findings.add(Finding.ok(name(), answer + why(attempt.place()))));
    }
    if (!untried.isEmpty()) {
      findings.add(
          Finding.note(
              name(),
              "there is also "
                  + String.join(", ", untried.stream().map(e -> e.uri().toString()).toList()),
              "set DOCKER_HOST to use it; the first that answers is used"));
    }
    return findings;
  }

  private Finding failed(EngineEndpoint place, FleetException failure, boolean another) {
    String seen = place + " can't be used: " + failure.getMessage();
    if (another) {
      return Finding.note(name(), seen, "nothing, unless it is this one that you want");
    }
    if (failure.code() != ErrorCode.ENGINE_UNAVAILABLE) {
      // Says itself what to do.
      return Finding.problem(name(), new FleetException(failure.code(), seen, failure));
    }
    return Finding.problem(
        name(),
        failure.code(),
        seen,
        place.configured()
            ? "start that engine, or change what names it: no other one is tried"
            : "start Docker, or name another engine with DOCKER_HOST");
  }

  private static String why(EngineEndpoint place) {
    return place.configured() ? "" : "; the first that answers of the usual sockets";
  }
}
