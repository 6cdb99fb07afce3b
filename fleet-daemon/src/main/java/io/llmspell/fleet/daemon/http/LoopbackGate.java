package io.llmspell.fleet.daemon.http;

/** Everybody on this machine has the fleet, and nobody else anything. Remembers nothing. */
public final class LoopbackGate implements Gate {

  @Override
  public Principal admit(Visit visit, Role needed) {
    if (!visit.from().isLoopbackAddress()) {
      throw new ProblemException(
          Problem.unauthenticated(
              "without tokens only this machine is served: `docker-fleet token create` makes one"));
    }
    return new Principal("local", Role.OPERATOR);
  }

  @Override
  public void told(Principal principal, Visit visit, Outcome outcome) {}
}
