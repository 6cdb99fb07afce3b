package io.llmspell.fleet.daemon.http;

import io.llmspell.fleet.daemon.access.Principal;
import io.llmspell.fleet.daemon.access.Role;

/** Who may come in, and what is remembered of what he did. Thread-safe, and quick. */
public interface Gate {

  /**
   * Who asks. Whether his role suffices is not the gate's affair.
   *
   * @param needed what will be asked of him; for {@link Role#ANYBODY} he need not be known
   * @throws ProblemException with {@code UNAUTHENTICATED} if nobody knows him, with {@code
   *     TOO_MANY_REQUESTS} if he asks too often
   */
  Principal admit(Visit visit, Role needed);

  /**
   * What a change came to, or why it was refused; of what changes nothing it does not hear. Throws
   * nothing.
   */
  void told(Principal principal, Visit visit, Outcome outcome);

  /**
   * What a change came to.
   *
   * @param operation the route's id
   * @param code the problem's; {@code OK} if there was none
   * @param request the id of the request, which the answer has as {@code X-Request-Id}
   */
  record Outcome(String operation, int status, String code, String request) {}
}
